export function makeTree(dir: string, size: { episodes: number; filesPerEpisode?: number }): void;
