/**
 * How much texts repeat each other: the mean BLEU-4 of each against all the others (Zhu et al. 2018), 0 nothing in common, 1
 * each is made of pieces of the rest. Instead of comparing every pair, the two highest counts of each piece are kept: the
 * best among the *others* is the second where the text itself holds the first, which makes it linear in the words.
 */
const ORDERS = 4
/** For an order without a match (Chen and Cherry 2014, method 1), so that short texts are not all 0. */
const SMALL = 0.1

interface Best {
  first: number
  second: number
}

/** Null for fewer than two texts with words. */
export function selfBleu(texts: readonly (readonly string[])[]): number | null {
  const spoken = texts.filter((words) => words.length > 0)
  if (spoken.length < 2) return null
  const pieces = spoken.map((words) => Array.from({ length: ORDERS }, (_, order) => piecesOf(words, order + 1)))
  const best = Array.from({ length: ORDERS }, (_, order) => bestCounts(pieces.map((own) => own[order] as ReadonlyMap<string, number>)))
  const lengths = spoken.map((words) => words.length).sort((a, b) => a - b)
  let sum = 0
  for (const [index, words] of spoken.entries()) {
    let logs = 0
    let orders = 0
    for (let order = 0; order < ORDERS && order < words.length; order++) {
      logs += Math.log(precision((pieces[index] as Map<string, number>[])[order] as Map<string, number>, best[order] as Map<string, Best>, words.length - order))
      orders += 1
    }
    sum += Math.exp(logs / orders) * brevity(words.length, lengths)
  }
  return sum / spoken.length
}

function precision(own: ReadonlyMap<string, number>, best: ReadonlyMap<string, Best>, all: number): number {
  let matched = 0
  for (const [piece, count] of own) {
    const { first, second } = best.get(piece) as Best
    matched += Math.min(count, first === count ? second : first)
  }
  return (matched === 0 ? SMALL : matched) / all
}

function piecesOf(words: readonly string[], order: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (let i = 0; i + order <= words.length; i++) {
    const piece = words.slice(i, i + order).join(' ')
    counts.set(piece, (counts.get(piece) ?? 0) + 1)
  }
  return counts
}

/** `first` and `second` are equal where two texts hold the most. */
function bestCounts(texts: readonly ReadonlyMap<string, number>[]): Map<string, Best> {
  const best = new Map<string, Best>()
  for (const text of texts) {
    for (const [piece, count] of text) {
      const known = best.get(piece)
      if (!known) best.set(piece, { first: count, second: 0 })
      else if (count > known.first) {
        known.second = known.first
        known.first = count
      } else if (count > known.second) known.second = count
    }
  }
  return best
}

/** Against the other text of the nearest length; a text shorter than that is marked down. */
function brevity(length: number, ascending: readonly number[]): number {
  const at = ascending.indexOf(length)
  const [below, above] = [ascending[at - 1], ascending[at + 1]]
  if (above === length || above === undefined || (below !== undefined && length - below <= above - length)) return 1
  return Math.exp(1 - above / length)
}
