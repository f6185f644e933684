// Adds a time to each line of a job's log; existing lines get their job's creation time.
export const jobLog = `
  update processing_jobs set log_json = (
    select coalesce(json_group_array(json_object('atMs', processing_jobs.created_ms, 'text', line.value)), '[]')
    from json_each(processing_jobs.log_json) as line
  );
`;
