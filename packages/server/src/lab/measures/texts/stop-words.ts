/** English words that say nothing of a topic. Other languages keep theirs, which makes their drift look smaller. */
const WORDS = `
a about above across actually after again against ago all almost already also although always am among an and another any
anybody anyone anything anyway are aren't around as at away back be became because become been before behind being below
between both but by came can can't cannot come could couldn't did didn't do does doesn't doing don't done down during each
either else enough even ever every everybody everyone everything far few first for from get gets getting give given go goes
going gone good got had hadn't has hasn't have haven't having he he'd he'll he's her here here's hers herself him himself his
how however i i'd i'll i'm i've if in instead into is isn't it it'd it'll it's its itself just keep know last least less let
let's like little look lot made make makes making many may maybe me mean might mine more most much must my myself need never
new next no nobody none nor not nothing now of off often ok okay on once one only onto or other others our ours ourselves out
over own people perhaps please put quite rather really right said same say says see seem seems seen she she'd she'll she's
should shouldn't since so some somebody someone something sometimes still such sure take than thank thanks that that's the
their theirs them themselves then there there's these they they'd they'll they're they've thing things think this those though
through to today together too took toward try two under until up upon us use used very want was wasn't way we we'd we'll we're
we've well went were weren't what what's whatever when where whether which while who who's whole whom whose why will with within
without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself
`
const STOP_WORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ''))

const LETTERS_LEAST = 3

/** Whether a word may name a topic: a hashtag, or a longer word that is neither a number nor a stop word. */
export function isTopical(word: string): boolean {
  return word.startsWith('#') || (word.length >= LETTERS_LEAST && !STOP_WORDS.has(word) && !/^\p{N}+$/u.test(word))
}
