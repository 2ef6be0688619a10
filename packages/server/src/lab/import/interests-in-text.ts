/**
 * What somebody seems to care about, from their own words, for files that don't say (OASIS's tables have no topics):
 * hashtags first, then the words they use most. Plain counting; it is meant to give a person something of their own to
 * speak of, and the mapping says that it was done.
 */

const INTERESTS_MOST = 5
/** Characters of all texts together that are looked at. */
const CHARACTERS_READ = 20_000

const COMMON = new Set(`
about above after again against also although always among another anybody anyone anything around because become been before
being below best better between both cannot come could dear does doing done down during each either else enough even ever every
everybody everyone everything few first from gave gets getting give goes going gone good great have having here hers himself
however into itself just keep know known last least less life like liked likes little long look looking lots love loves made make
makes making many maybe mean might more most much must myself need never news next nobody nothing often once only other others
over own page people person perhaps please quite rather really right same says seen several shall she should since some somebody
someone something sometimes soon still such sure take takes than thank thanks that their them themselves then there these they
thing things think this those though through time times today together told tomorrow tonight towards tried trying tweet tweets
twitter under until upon used user users using usually very want wants ways well went were what when where whether which while
whom whose will with within without would year years yesterday your yours yourself account follow following followers retweet
individual individuals seasoned passionate dedicated enthusiast interested interests enjoys enjoying staying latest knack keen
`.trim().split(/\s+/))

export function interestsInText(texts: readonly string[]): string[] {
  const tags = new Map<string, number>()
  const words = new Map<string, number>()
  let left = CHARACTERS_READ
  for (const whole of texts) {
    const text = whole.slice(0, left).replaceAll(/https?:\S+|@\w+/g, ' ')
    left -= text.length
    for (const [, tag] of text.matchAll(/#(\p{L}[\p{L}\p{N}_]{2,29})/gu)) if (tag !== undefined) count(tags, tag)
    for (const [word] of text.replaceAll(/#\S+/g, ' ').toLowerCase().matchAll(/\p{L}[\p{L}'’-]{3,24}/gu)) {
      if (!COMMON.has(word) && !/['’]/.test(word)) count(words, word)
    }
    if (left <= 0) break
  }
  const twice = [...words].filter(([, times]) => times > 1)
  // In a short text no word comes twice; then the first ones must do.
  const chosen = twice.length > 0 ? ranked(twice) : [...words.keys()]
  return [...new Set([...ranked([...tags]), ...chosen])].slice(0, INTERESTS_MOST)
}

function count(counts: Map<string, number>, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1)
}

/** Most frequent first; of equals, the one that came first. */
function ranked(counts: readonly (readonly [string, number])[]): string[] {
  return counts.toSorted((a, b) => b[1] - a[1]).map(([word]) => word)
}
