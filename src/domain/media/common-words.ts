// Common English words of four letters or more, without their plurals and verb endings. A word in this list is not a
// misspelling of another word, and not a truncated one. Does not cover names.
//
// Chosen from SCOWL (Copyright 2000-2016 by Kevin Atkinson) by how often people say them. Permission to use, copy,
// modify, distribute and sell these word lists, the associated scripts, the output created from the scripts, and its
// documentation for any purpose is hereby granted without fee, provided that the above copyright notice appears in all
// copies and that both that copyright notice and this permission notice appear in supporting documentation. Kevin
// Atkinson makes no representations about the suitability of this array for any purpose. It is provided “as is”
// without express or implied warranty.

const COMMON: ReadonlySet<string> = new Set(
  `abandoned ability able aboard abort about above absolute absolutely absurd abuse academy accent accept access
   accident accidentally accomplice accomplish according account accused acid across acted acting action activate
   active activist activity actor actress acts actual actually added addition address admiral admire admit admitted
   adopt adopted adorable adult advance advantage adventure advice advise affair affect affection afford afraid
   after afternoon afterwards again against agency agent ages agree agreement ahead aircraft airport alarm album
   alcohol alert alibi alien alike alive alley alliance allow allowance ally almighty almost alone along already
   also altar alter alternative although always amazed amazing ambassador amber ambulance amen amount amusing
   analysis ancient angel anger angle angry animal ankle anniversary announce announcement announcer annoying
   anonymous another answer anxious anybody anyhow anyone anything anyway anywhere apart apartment apology apparent
   apparently appeal appear appearance appetite applause apple application apply appointment appreciate approach
   appropriate approval approve area argue argument armed arms army around arrange arrangement arrest arrival arrive
   article artist arts ashamed ashes aside asked asking asks asleep assassin assault assigned assignment assist
   assistance assistant associate assume assure atmosphere attached attack attempt attend attention attitude
   attorney attract attracted attractive auction audience audition august aunt author authority auto autograph
   automatic autopsy available avenue average avoid awake award aware away awesome awful awfully awhile awkward babe
   baby bachelor back background backwards bacon badge badly bags bail bait bake baker balance bald ball ballet
   balloon banana band bang bank banker banner barbecue bare barely bargain barking barn baron barrel bars bartender
   base baseball basement basic basically basis basket basketball bass batch bath bathroom batter battery battle
   beach beam bean beans bear beard beast beat beaten beautiful beautifully beauty became because become bedroom
   beds beef been beer before began begging begin beginning begun behalf behave behind being believe bell belly
   belong beloved below belt bench bend beneath benefit beside best betray bets better betting between beyond bible
   bigger biggest bigot bike bill billion bingo bird birth birthday bishop bite bits bitter black blade blame blank
   blanket blast bled bleed blend bless blew blind blink block blond blonde blood bloom blow blown blue board
   boarder boat body boil bold bolt bomb bond bone bonus book boom boot booth booty booze border bore bored boring
   born borrow boss both bother bottle bottom bought bounce bound bout bowl boxes boyfriend boys brace brain brake
   branch brand brandy brass brave bravo breach bread break breakfast breast breath breathe breed bribe brick bride
   bridge brief briefcase bright brilliant bring broad broadcast broke broken brooks broom brother brought brown
   brush buck bucket buddy budget buffalo bugging bugs build built bull bullet bully bump bunch bunk bunker bunny
   burden bureau burger buried burn burnt burst bury buses bush business bust busy butcher butler butter button
   buying buzz cabin cabinet cable cage cake call calm came camera camp campaign campus cancel cancer candidate
   candles candy cane cannon cannot canyon capable cape capital captain capture card care career careful carefully
   cargo carol carpet carried carrier carry cars cart case cash casino cast castle casual catch catholic cats cattle
   caught causal cause causes cave cease ceiling celebrate celebration celebrity cell cellar cemetery cent central
   century ceremony certain certainly certificate chain chair chairman challenge chamber champ champagne champion
   championship chance change channel chaos chap chapter character charge charity charm chart chase chat chatter
   cheap cheaper cheat check cheek cheer cheese chef chemical chemistry cherry chess chest chew chick chicken chief
   child childhood children chill chilly chin china chip chocolate choice choir choke choose chop chopped chopper
   chores chose chosen chow chuck chuckles chuckling chunk church cigar cigarette circle circumstances circus
   citizen city civil civilian claim clam clan clap class classic classy claw clay clean clear clearly clerk clever
   click client cliff climb clinic clip clock close closely closer closest closet cloth clothes clothing cloud clown
   club clue coach coal coast coat cocaine cocktail code coffee coffin coin coincidence coke cold collar colleague
   collect collection college colonel colt column coma comb combat combination come comedy comfort comfortable comic
   command commander comment commercial commission commissioner commit commitment committed committee committing
   common communicate communication community company compare compass compete competition complain complaint
   complete completely complex complicated compliment computer comrade concentrate concept concern concert
   conclusion condition conduct conference confess confession confidence confident confirm conflict confuse confused
   confusing confusion congress connect connection conscience conscious consent consequences consider conspiracy
   constant constantly construction consulate consult contact contain content contest continue contract contrary
   control controlled controlling convenient convention conversation convict convicted convince cook cookie cookies
   cool cooler coolest coop cooper cooperate copper cops copy cord core corn corner corny coroner corporal corporate
   corps corpse correct corrupt cost costume cotton couch cough could council counsel count counter country county
   couple courage course court courtroom cousin cover coward cowboy cows crab crack crane crank crash crate crawl
   crazy cream create creative creature credit creek creep creepy crew crib cried crime criminal crisis critical
   crop cross crow crowd crown cruel cruise crush crying crystal cult culture cure curiosity curious current curse
   curtain curve custody custom customer cute cuts cutting daddy dagger daily daisy damage dame dance dancer dandy
   danger dangerous dare dark darkness darling dash data date daughter dawn daylight days dead deadly deaf deal
   dealer dean dear dearly death debate debt decade decent decide decision deck dedicated deed deep deeper deeply
   deer defeat defend defendant definite definitely degree delay delicate delicious delight delighted delightful
   deliver delivery delta demand demon denial denied dental dentist deny department depend deposit depressed
   depressing depth deputy describe description desert deserve design desire desk desperate despise despite dessert
   destiny destroy destruction detail detect detective determine develop development device devil dial diamond diary
   dice died dies diet difference different differently difficult difficulty digging dignity dime dine diner dining
   dinner direct direction directly director dirt dirty disappear disappoint disaster discipline disco discover
   discovery discuss discussion disease disgusting dish disk dismissed display distance distant distract distraction
   district disturb dive divide divine division divorce dizzy dock doctor document does dogs doing doll dollar dolly
   done donor door dope double doubt dough dove down downstairs downtown dozen draft drag dragged dragging dragon
   drain drama dramatic drank draw drawer drawn dream dress drew drift drill drink drip drive driven driver drop
   dropped dropping drove drown drug drum drunk duck dude duke dull dumb dummy dump during dust dusty duty dying
   dynamite each eagle earl earlier early earn ears earth ease easier easily east easy eaten eating eats edge
   edition editor education effect effective effort eggs eight eighth either elder election electric electrical
   electricity element elephant elevator eleven else embarrass emergency emotion emotional emotionally emperor
   empire employed employee employer empty ended ending ends endure enemy energy engage engaged engagement engine
   engineer enjoy enormous enough ensure enter entertain entertainment entire entirely entitled entrance entry
   envelope environment envy episode equal equipment error escape escort especially establish established
   estate eternal evaluation even event eventually ever every everybody everyday everyone everything everywhere
   evidence evil evolution exact exactly exam examine example excellent except exchange excited excitement exciting
   excuse execution executive exercise exhausted exhibit exist existence exit exotic expect expensive experience
   experiment expert explain explanation explode explore explosion exposed express expression extend extent extra
   extraordinary extreme extremely eyes fabulous face facility fact factor factory fail failure faint fair fairly
   fairy faith faithful fake fall fallen false fame familiar family famous fancy fans fantastic fantasy fare
   farewell farm farmer farther fascinating fashion fast faster fate father fault fear feast feather feature federal
   feed feel feet fell fellow felt female fence festival fetch fever field fifteen fifth fifty fight fighter figure
   file fill film filth filthy final finally financial find fine finest finger fingerprints finish fire firm first
   fish fisher fist fits five fixed fixing flag flame flank flare flash flat flee fleet flesh flew flick flies
   flight flint flip flipped flirt float floating flock flood floor flow flower fluid flush flying focus fold folks
   follow fond food fool foolish foot footage football forbid force ford foreign forest forever forged forget
   forgetting forgive forgiven forgot forgotten fork form formal former fort forth fortunate fortunately fortune
   forty forward foster fought foul found foundation four fourth frame frank frankly fraud freak free freedom freeze
   freezer french fresh fried friend friendly friendship fries frightened frog from front frost froze frozen fruit
   fuel full fully function fund funeral funny furniture further fuse fuss future gain gallery gamble gambler game
   gang garage garbage garden gasping gasps gate gather gave gear gene general generally generation generous genius
   gentle gentleman gentlemen gently genuine gets getting ghost giant gift gimme girl girlfriend give given glad
   glass globe glorious glory glove goal goat goddess gods goes going gold golden golf gone gonna good goodbye
   goodness goodnight goose gorgeous gosh gotten government governor grab grabbed grabbing grace grade graduate
   graduation grand grandfather grandmother granny grant grape grasp grass grateful grave gravy great greater
   greatest greed greedy green greet greetings grew grief grip gross ground group grow grown grunting grunts
   guarantee guard guess guest guide guilt guilty guitar gulf guns gunshot guts guys habit hack hail hair haircut
   hairy half halfway hall hallelujah hallway halt hammer hand handle handsome handy hang happen happier happily
   happiness happy hard harder hardly harm harmless harmony harry hart hatch hate hats haul have haven hawk head
   headache headaches headquarters heal health healthy hear heard heart heat heather heaven heavy heel heels height
   heir held helicopter hell hello helm helmet help helpful helpless herd here hero heroes heroic hers herself
   hidden hide high higher highest highly highway hill himself hint hire historical history hitch hits hitting
   hockey hold hole holiday hollow holly holy home homeless homework homicide honest honestly honesty honey
   honeymoon hood hook hope hopefully hopeless hopper horn horrible horror horse hose hospital host hostage hostile
   hotel hour house however huge hull human humanity humble hundred hung hunger hungry hunt hunter hurricane hurry
   hurt husband hysterical idea identified identify identity idiot ignore illegal illusion image imagination imagine
   immediate immediately impact important impossible impress impression impressive inch incident include increase
   incredible incredibly indeed independent indicate individual industry infected infection influence inform
   information injection injured injury inner innocent insane inside insist inspector instance instant instead
   instincts instructions insult insurance intelligence intelligent intend intense intent intention interest
   interfere intern internal international interrupt interview into introduce invasion invent invented invention
   invest investigate investigation investment invisible invitation invite involve involved iron irony island issue
   item itself jack jacket jail jazz jealous jealousy jelly jersey jingle jobs join joint joke jolly journal journey
   judge juice juicy jump jungle junior junk jury just justice keep kept keys kick kidding kidnap kidnapped
   kidnapper kidnapping kidney kids kill killer kind kinda kindly kindness king kingdom kiss kitchen kitty knee knew
   knife knight knock know knowledge known lack ladder lads lady laid lake lamb lame lamp lance land lane language
   large larger laser last late lately later latest laugh laughter launch laundry lawn laws lawyer laying lazy lead
   leader leaf league leak lean learn lease leash least leather leave lecture left legal legend legs lemon lend less
   lesson lets letter letting level liar liberty library license lick lied lies lieutenant life lifetime lift light
   lighten lighter lightning like likely lily limb limit line link lion lips lipstick liquor list listen literally
   litter little live lively liver load loaf loan lobby local locate location lock locker logic lone lonely long
   longer look loose loosen lord lose loser loss lost lots loud louder lousy love lovely lover lower loyal loyalty
   luck lucky luggage lunatic lunch lung lust lying lynch machine madam madame made madness magazine magic magical
   magnificent magnum maid mail main mainly maintain majesty major make maker makeup male mall mama manage
   management manager maniac mankind manly manner manning many march maria marina marine marital mark marker market
   marriage married marry mars marshal martial martin mash mask mason mass massage massive master match mate
   material matter mature maybe mayor meal mean meant meantime meanwhile measure meat mechanic medal media medical
   medication medicine meet member memo memory mental mention menu mercy mere merely merry mess message messy metal
   middle midnight might mighty mike mile military milk mill miller million mind mine minimum minister minor minute
   miracle mirror miserable misery miss missile mission mistake mistaken mistress mixed moaning mode model modern
   mole moment money monitor monk monkey monster month mood moon moose moral morale more morgue morning mortal
   most mostly motel mother motion motive motor motorcycle mount mountain mouse mouth move movement movie movies
   much mule multiple mummy murder murderer muscle museum music musical must myself mysterious mystery nail naive
   name narrator nasty nation national native natural naturally nature naughty navy near nearby nearly neat
   necessarily necessary neck necklace need needle negative neither nephew nerve nervous nest network neutral never
   news newspaper next nice nicely nick nickel niece night nightmare nine noble nobody noise noisy none nonsense
   noon normal normally north nose note nothing notice notion novel nowhere nuclear numb number nurse nuts oath obey
   object objection observe obsessed obvious obviously occasion occasional occasionally occur occurred ocean odds
   offer office officer official officially often older oldest olive once ones onion only onto open opera operate
   operation operator opinion opportunity opposite option orange order ordinary organ origin original originally
   orphan other otherwise ouch ought ounce ours ourselves outer outfit outside oven over overnight overwhelmed
   overwhelming owes owned owner owns oxygen pace pacific pack package page paid pain painful paint pair palace pale
   palm pancakes panic panties panting pants papa paper paperwork parade paradise paranoid pardon parent park parole
   part particular particularly partner party pass passenger passion passport past pasta patch path pathetic
   patience patient patrol pattern patty pawn paying payment pays peace peaceful peach peak peanut pearl peas
   peasant peek penalty pencil penny people pepper percent perfect perfectly perform performance perfume perhaps
   perimeter period permanent permission permit permitted person personal personality personally personnel
   perspective peter petty phase philosophy phoenix phone photo photograph photographer phrase physical physically
   physics piano pick picnic picture piece pier pierce pigs pike pile pill pillow pilot pinch pink pipe pistol pitch
   pity pizza place plague plain plan plane planet planned planning plant plastic plate play player plea pleasant
   please pleasure plenty plot plug plus pocket podcast poem poet poetry point poison poke poker pole police
   policeman policy polish polite political politics pond pool poor popcorn pope poppy pops popular population porch
   pork port portal porter portion position positive possess possession possibility possible possibly post poster
   potato potatoes potential potion potter pound pour powder power powerful practical practically practice praise
   pray prayer precious precise precisely predict prefer preferred pregnant premises prepare presence present
   president press pressure pretend pretty prevent previous previously prey price pride priest primary prime
   prince princess principal principle print prior priority prison prisoner privacy private privilege prize probably
   probe problem procedure proceed process produce producer product production profession professional professor
   profile profit program programmed progress project prom promise promotion proof proper properly property proposal
   propose protect protection protest protester proud prove proven provide psych psychiatrist psychic public
   publicity publish pull pulse pump pumpkin punch punish punishment punk puppy pure purple purpose purse pursue
   push puts putting quack qualified qualify quality quarter queen quest question quick quickly quiet quietly
   quit quite quitting quote rabbi rabbit race rack racket radar radiation radio rage raid rail railroad rain raise
   rally ranch random rang range ranger rank ransom rare rash rate rather rats reach react reaction read ready real
   reality really rear reason reasonable recall receive recent recently reception reckon recommend record recover
   recovered recovery reed refer reference referred referring reflect refrigerator refuse regard regarding register
   regret regular rehearsal related relation relations relationship relatives relax release relief relieved religion
   religious remain remark remarkable remember remind remote remove rent repair repay repeat replace reply report
   reporter represent republic reputation request require rescue research resent reservation reserve residence
   resist resistance resort resources respect respond response responsibility responsible rest restaurant result
   retire retirement retreat return reunion reveal revenge reverse review revolution reward rhythm ribs rice rich
   ride rider ridiculous rifle right ring riot ripe ripped rise risk risky ritual river road roar roast robbed
   robber robbery robbing robe robin robot rock rocket rocky rode rodeo role roll roman romance romantic roof room
   roommate root rope rose rotten rough round route routine royal rubber rubbing ruby rude ruin rule runaway running
   runs runway rush rusty sack sacred sacrifice sadly safe safely safer safety said sail sailor saint sake salad
   salary sale salesman sally salmon salon saloon salt salvage same sample sand sandwich sandy sang satellite
   satisfied sauce savage save saying says scale scan scar scare scarf scary scene scent schedule scholarship school
   science scientific scientist scooter scope score scotch scout scrap scrape scratch scream screen script scum seal
   search seas season seat second secret secretary section secure security seed seeing seek seem seen sees seize
   self selfish sell senator send senior sensation sense sensitive sensors sent sentence separate sequence sergeant
   serial series serious seriously servant serve server service session sets setting settle seven seventh several
   severe shack shade shadow shaft shake shall shallow shame shape share shark sharp shave shed sheep sheer sheet
   shelf shell shelter sheriff sherry shield shift shine shiny ship shipped shipping shirt shock shoe shoo shook
   shoot shooting shop shopping shore short shortly shot shotgun should shoulder shout shouting shove shovel show
   shower shown shrimp shrink shut shutting sick side sighs sight sign signal signature silence silent silk silly
   silver similar simple simply since sincere sing singer single sink sinner sins sire sister site sits sitting
   situation sixteen sixth sixty size skate skill skills skin skinny skip skipped skipper skirt skull slack slam
   slap slapped sleep sleepy slept slice slick slide slight slightly slim slip slipped slippers slippery slipping
   sliver slot slow slower slowly smack small smaller smart smarter smash smell smelly smile smith smoke smooth
   snack snake snap snapped sneak sneakers sneaky snow soap sober soccer social society sock soda soft software soil
   sold soldier sole solid solo solution solve some somebody someday somehow someone someplace something sometime
   somewhat somewhere song sons soon sooner sore sorry sort soul sound soup sour source south southern space spare
   spark speak speaker spear special species specific specifically speech speed spell spend spent spice spider spike
   spill spin spine spinning spirit spiritual spit spite spitting splendid split splitting spoil spoke spoken sport
   spot spotted spray spread spring spying squad square squeeze stab stabbed stable stack staff stage stain stairs
   stake stall stamp stand standard star stare stark start starve starving state statement station statue status
   stay steady steak steal steam steel steer step stepped stepping stick sticky stiff still sting stink stir stitch
   stock stole stolen stomach stone stood stop stopped stopping storage store storm story stove straight straighten
   strain strange strangely stranger strangle strap strategy straw stray streak stream street strength stress
   stretch strict strictly strike string strip stripes stroke strong stronger strongly struck structure struggle
   stubborn stuck stud student studied studio study stuff stunt stupid style subject subway succeed success
   successful such suck sucker suction sudden suddenly sued suffer sugar suggest suggestion suicide suing suit
   suitcase suite summer sunk sunset sunshine super superior supper supply support suppose supreme sure surely surf
   surface surgeon surgery surprise surrender surrounded surveillance survival survive suspect suspicious swallow
   swamp swear sweat sweater sweaty sweep sweet sweetheart swell swept swim swimming swine swing switch sword swore
   sworn symbol sympathy system table tackle tail take taken tale talent talk tall tank tape tapped target tariff
   task taste tasty tattoo taught taxes taxi teach teacher team tear tease technical technically technique
   technology teen teenage teenager teeth telegram telephone television tell temper temperature temple temporary
   tend tender tennis tense tension tent tenth term terrible terribly terrific terrified territory terror terrorism
   terrorist test testify testimony than thank that thee their them theme themselves then theory therapist therapy
   there therefore these they thick thief thieves thin thing think third thirsty thirty this thorn thorough those
   thou though thought thousand thread threat threaten three threw thrill throat throne through throughout throw
   thrown thumb thunder thus tick ticket tickle tide tied ties tiger tight till time timer tiny tipped tips tire
   tissue title toast today toes together toilet token told tomato tomatoes tomorrow tone tongue tonight tons took
   tool tooth topic torch tore torn torture toss total totally touch tough tour tournament toward towel tower town
   toxic toys trace track trade tradition traffic tragedy tragic trail trailer train trainer traitor trance trans
   transcript transfer transferred transit transmission transport trap trapped trash trauma travel treasure treat
   treatment treaty tree tremendous trial trick tricky tried tries trigger trip triple tripped troop troops trouble
   truce truck true truly trunk trust truth trying tube tuck tuna tune tunnel turkey turn turner turtle tweet twelve
   twenty twice twin twist type typical ugly ultimate unable unbelievable uncle uncomfortable unconscious under
   undercover underground underneath understand understood underwear unexpected unfair unfortunate unfortunately
   unhappy uniform union unique unit united universe university unknown unless unlike untie until unto unusual upon
   upper upset upsetting upside upstairs urge urgent used useful useless uses using usual usually utter vacation
   vague valentine valley valuable value valve vampire various vast vault vehicle vent verdict version very vessel
   vest vice vicious victim victor victory video view villa village violence violent violet virus vision
   visit visitor visual vodka voice volunteer vote voter vulnerable wade wager wagon wait waiter waitress wake walk
   walker wall wallet wander wanna want ward warden warehouse warm warn warrant warren warrior wars wash waste watch
   water wave ways weak weakness wealth wealthy weapon wear weary weather wedding weed week weekend weigh weight
   weird welcome well went were west western whack whale what whatever whatsoever wheat wheel when whenever where
   wherever whether which while whining whip whipped whistle white whoa whoever whole whom whose wicked wide widow
   wife wild will wind window wine wing winner winning wins winter wipe wire wisdom wise wish witch with within
   without witness wives wizard woke wolf woman women wonder wonderful wood woody word wore work worker world worm
   worn worried worry worse worst worth worthless worthy would wound wrap wrapped wreck wrestling wright wrist write
   writer written wrong wrote yacht yard year yell yellow yesterday young younger your yourself yourselves youth
   zero zone`.split(/\s+/),
);

/** Also accepts a plural or verb ending. */
export function isCommonWord(word: string): boolean {
  return COMMON.has(word) || basesOf(word).some((base) => COMMON.has(base));
}

function basesOf(word: string): readonly string[] {
  const base = /^(.{3,}?)(?:s|es|ing|ed)$/.exec(word)?.[1];
  if (base === undefined) return [];
  return [base, `${base}e`, base.replace(/(.)\1$/, '$1')];
}
