// What an episode's answers have cost is asked before each question to a model: not by reading all answers ever given.
export const moneyByEpisode = `
  create index llm_cache_by_episode on llm_cache (episode, at_ms);
`;
