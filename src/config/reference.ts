// The settings manual: every key of `show-build.yaml` with its default and purpose. It is also a valid settings file. A
// test keeps it equal to the defaults.

export const settingsReference = `# Settings of this show. Every key is optional; what stands here are the defaults.
# Times are written 90s, 3m or 2h. Secrets never stand here: this file is synced and its history is kept.
# OPENAI_API_KEY, SYNCTHING_API_KEY, SHOW_BUILD_TOKEN and SHOW_BUILD_WEBHOOK_SECRET come from the environment.

# The show's name, for prompts and pages.
show: Show

# Who edits, so that history has names. "device" is the Syncthing device that a person's edits come from.
#   people:
#     josh: { name: Josh, email: josh@example.org, device: CPK7LWO }
people: {}

# Which episodes are worked on: open (not completed or archived, air date missing or not past), all, or a list
# such as [101, 102].
episodes: open

# When changes land. To write this key at all switches landing on for this show.
merge:
  # by-applicability: safe steps land by themselves, all others wait for review. auto or review: everything does.
  everything: by-applicability
  # How long a file must have been quiet before it may be replaced ...
  settle: 5s
  # ... and how long where its last change came by Syncthing, which tells of a typing person only after a minute.
  settleRemote: 75s
  # How long nobody may have edited the episode before something lands by itself.
  idle: 3m
  # Nothing lands by itself in these hours: days (Sat · Mon-Fri · Sat,Sun · daily), hours, time zone.
  # "warmUp: 30m" makes a window begin earlier.
  #   quietHours: [{ weekly: "Sat 22:00-08:00", timezone: America/New_York }]
  quietHours: []
  # The show is on air: these episodes (next, all or a list) are not touched at all. Nor is one, at any time, whose
  # info.md has the status locked, frozen or live.
  #   onAir: [{ episodes: next, weekly: "Sun 19:00-23:30", timezone: America/New_York }]
  onAir: []

# What Syncthing set aside, because two machines wrote the same file, is merged into it: by itself (auto), or after a
# review. Where both changed the same words, a person chooses in any case.
conflicts: auto

# How much may wait for a decision, so that nobody faces a wall of it: at a time in one episode, and how many new ones
# in an hour over the whole show. Form fixes of one segment count as one, and what lands by itself does not count. What
# is over is kept back, the end of the rundown first, and proposed when some have been decided. off = any number.
backlog:
  openPerEpisode: 60
  newPerHour: off

# How many jobs run at once, 1 to 64. A job waits for a tool, such as the language model; a model on this very machine
# is quickest with 1.
jobs:
  atOnce: 2

# By step: policy (auto · review · off; default by applicability), soak (how long a change stays open before it lands
# by itself), and what the step itself understands.
#   steps:
#     slug-enhancement: { policy: review, maxWords: 3 }
#     cue-block-repair: { soak: 10m }
steps: {}

# Which media files history keeps: generated (what the program made), or all.
media:
  keep: generated

# The fourth part of a duration counts frames, at this rate. A value at or above it is read as hundredths and flagged.
timecode:
  fps: 30

# The language model for slugs and descriptions; without OPENAI_API_KEY or OPENAI_BASE_URL rules write what they can.
language:
  model: gpt-5-mini
  # US dollars a day (UTC), and for an episode's whole life. Above it nothing is asked, and "show-build budget" says so
  # and can add to it: for an episode for good, for the day until it ends.
  budgetPerDay: 5
  budgetPerEpisode: 1
  # How long one answer may take. Local models on slow machines want 10m.
  timeout: 2m
  # For models whose price is not known: US dollars for a million tokens, { input: 0.25, output: 2 }.
  price:

# Speech: the model that transcribes, and how fast scripts are read aloud.
speech:
  model: whisper-1
  wordsPerMinute: 150
  # Where a speaker reads faster or slower, such as { guest: 165 }.
  speakers: {}

# Full-screen quotes: how fast they are read, how long they stand at least, and where their text is set.
quotes:
  wordsPerMinute: 120
  minimum: 3s
  alignment: center

# What ends a block: a break, or also adverts, promos and calls to action.
blocks:
  endedBy: break

# The numbered list of media for the director. gather also puts numbered copies into exports/media.
media_list:
  gather: false

# Syncthing's own interface, such as http://127.0.0.1:8384, and the id of the folder that holds the show.
syncthing:
  url:
  folder:

# Obsidian: the name of the vault that holds this show, so that the desk has links which open a note there; without, it has
# none. folder is where the show's folder lies in the vault, such as Work/Show, where it is not the vault itself.
obsidian:
  vault:
  folder:

# vMix, told by "show-build vmix". url is its web controller, such as http://192.168.1.20:8088; without, it is told nothing.
vmix:
  url:
  # The title, by the name or number of its input, and what its fields show. Fields that end in .Source are pictures.
  # Words: {show} {episode} {title} {subtitle} {airdate} {host} {guest}, and counted in the order of the show
  # {item.1.title} (slug, block, start, duration), {media.1.slug} (number, type, item, duration, status, file),
  # {quote.1.text} and {quote.1.by}.
  input:
  titles:
    Headline.Text: "{title}"
    Description.Text: "{subtitle}"
  # The list that is refilled with the media of the episode, by the name or number of its input, such as LISTRAW ...
  list:
  # ... and where this folder lies on the machine with vMix, such as 'V:\\show'.
  drive:
  # How long one answer may take.
  timeout: 5s

# Other programs that are told of what lands, fails or is reverted: a signed POST to each address (Standard Webhooks; the
# secret is SHOW_BUILD_WEBHOOK_SECRET). Without "events": landed and failed. Addresses inside this machine or its network
# are refused, unless its environment names them: SHOW_BUILD_WEBHOOK_HOSTS=nas.local,192.168.1.5
#   webhooks: [{ url: "https://example.org/hook", events: [landed, failed, reverted] }]
webhooks: []

# By step: the show's own words instead of the built-in prompt.
#   prompts:
#     slug-enhancement: "Write slugs that sound like our newsroom."
prompts: {}
`;
