// Indexes model answers by episode: each question to a model first checks the episode's spending, without reading all
// answers.
export const moneyByEpisode = `
  create index llm_cache_by_episode on llm_cache (episode, at_ms);
`;
