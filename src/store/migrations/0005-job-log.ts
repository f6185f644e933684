// Lines of a job's log bear the time they were written at; older ones that of their job.
export const jobLog = `
  update processing_jobs set log_json = (
    select coalesce(json_group_array(json_object('atMs', processing_jobs.created_ms, 'text', line.value)), '[]')
    from json_each(processing_jobs.log_json) as line
  );
`;
