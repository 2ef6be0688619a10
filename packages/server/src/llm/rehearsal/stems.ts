/** What a text's words have in common with another's, roughly enough to tell which answer is nearest to it. */

/** Long words by their first letters, so that "cone" meets "cones" and "driver" meets "drivers". */
export function stemsOf(text: string): ReadonlySet<string> {
  const stems = new Set<string>()
  for (const word of text.toLowerCase().match(/[a-z]{4,}/g) ?? []) if (!COMMON.has(word)) stems.add(word.slice(0, 5).replace(/s$/, ''))
  return stems
}

/** Long words that say nothing of what a text is about. */
const COMMON = new Set('well love good right true honest really quite this that these those they them their there then than what when where which whom with without from into about after before have been were will would could should just only even ever never still very much many more most some such same other another every each once again back also your mine ours myself because while said says asked told know think like want need make made goes going come came took take been being does done nobody somebody everybody anybody nothing something everything anything always since over under between first last next here city dunmarrow people thing things time times years year week weeks days today council'.split(' '))

const EMPTY_WORDS = new Set('the and with from for its his her their one two that this these those which are was has have not but all each every other into over under than'.split(' '))

/** Words that tell something, in one form for one and many. */
export function tellingWords(text: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (const word of text.toLowerCase().match(/[a-z0-9]{3,}/g) ?? []) if (!EMPTY_WORDS.has(word)) found.add(oneOf(word))
  return found
}

export function oneOf(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}
