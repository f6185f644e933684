// SQL queries that come with the program: useful as they are, and as examples for writing your own.
import type { SavedQuery } from '../../src/desk.ts';

const OPEN = `coalesce(e.status, '') not in ('completed', 'archived')
  and (e.air_date is null or e.air_date >= date('now', '-1 day'))`;

const QUERIES: Readonly<Record<string, string>> = {
  'Longest segments of open episodes': `select e.episode, r.title, r.block, r.runtime_ms / 1000 as seconds, r.words
from rundown_items r join episodes e using (episode)
where ${OPEN}
order by r.runtime_ms desc limit 100`,

  'SOTs without duration': `select c.episode, r.path, c.line, c.slug, c.media_url
from cue_blocks c join rundown_items r on r.id = c.rundown_item
where c.type = 'SOT' and coalesce(c.duration_ms, 0) = 0
order by c.episode desc, r.position, c.line`,

  'Cues whose media is missing': `select c.episode, c.type, r.path, c.line, c.slug, c.media_url
from cue_blocks c join rundown_items r on r.id = c.rundown_item
where c.media_url is not null and c.media_path is null
order by c.episode desc, r.position, c.line`,

  'Words per speaker': `select p.name, p.role, sum(p.words) as words, count(distinct p.episode) as episodes
from people_named p
where p.words is not null
group by p.name, p.role
order by words desc`,

  'Who was quoted, and where': `select p.name, count(*) as quotes, count(distinct p.episode) as episodes, max(p.episode) as last
from people_named p
where p.role = 'quoted'
group by p.name
order by quotes desc, p.name`,

  'Acceptance by step': `select step, count(*) as decided,
  sum(state in ('accepted', 'landed')) as accepted, sum(state = 'rejected') as rejected,
  sum(state = 'reverted') as reverted,
  round(100.0 * sum(state in ('accepted', 'landed')) / count(*)) as percent
from enhancements
where state in ('accepted', 'landed', 'rejected', 'reverted')
group by step
order by decided desc`,

  'Money by episode': `select coalesce(a.episode, 'no episode') as episode, e.title, count(*) as answers,
  round(sum(a.cost_usd), 4) as usd
from llm_cache a left join episodes e using (episode)
group by a.episode
order by usd desc`,
};

export const BUILT_IN: readonly SavedQuery[] = Object.entries(QUERIES).map(([name, sql]) => ({
  name,
  sql,
  by: null,
}));
