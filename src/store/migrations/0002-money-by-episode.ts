// Indexes model answers by episode, because each question to a model first adds up the episode's spending.
export const moneyByEpisode = `
  create index llm_cache_by_episode on llm_cache (episode, at_ms);
`;
