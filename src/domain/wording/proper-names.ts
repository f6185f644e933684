// Well-known names in lowercase. A name written in lowercase, by mistake or to evade a check, is still a name. Leaves
// out names that are also words (will, rose, grant, may), and finds some names, not all.

const NAMES: ReadonlySet<string> = new Set(
  `aaron abigail adam africa ahmed albert alexander alice amanda america american amy andrea andrew angela anna anthony
  arthur ashley asia australia barack barbara beijing benjamin berlin betty biden boris boston brandon brazil brenda brian
  britain british bruce bryan california canada carl carol carolyn catherine charles chatgpt cheryl chicago china chinese
  christina christine christopher churchill cia clinton cynthia dallas daniel david deborah debra dennis desantis diane
  donald donna dorothy douglas dylan edward elizabeth elon emily emma emmanuel england english epa eric ethan eugene europe
  european evelyn facebook fauci fbi fema florida france french garcia gary george gerald germany german gloria google
  greece gregory hannah harold heather helen henry hillary hitler hollywood houston india instagram iran iraq ireland
  israel italy ivan jacob jacqueline james jane janet japan japanese jason jeffrey jennifer jeremy jerry jesse jessica joe
  joan john johnson jonathan jose joseph joshua josh judith julia julie justin kamala karen katherine kathleen kathryn
  keith kelly kennedy kenneth kevin kimberly korea kremlin kyiv larry laura lauren lawrence lenin lincoln linda lisa london
  macron mamdani maria martha martinez mary matthew megan melissa merkel mexico michael michelle microsoft mohammed moscow
  muhammad nancy nasa nathan nato netanyahu newsom nicholas nicole nixon noah obama olga olivia openai pakistan pamela
  paris patricia patrick paul pelosi peter pfizer philip poland portugal putin rachel raymond reagan rebecca richard robert
  rodriguez roger ronald russia russian ruth ryan samantha samuel sandra sara sarah scotland scott sean sharon shirley smith
  sophia spain stalin stephanie stephen steven susan syria taiwan teresa texas thomas tiktok timothy tokyo trump tucker
  twitter tyler ukraine unesco vermont victoria virginia vladimir volodymyr walter washington william winston youtube
  zachary zelensky zelenskyy zuckerberg`.split(/\s+/),
);

/** `word`: in lowercase. */
export function isKnownName(word: string): boolean {
  return NAMES.has(word);
}
