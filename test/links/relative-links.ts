/** The links of a Markdown text that stay in the repository, and which of them lead nowhere. */

export interface Link {
  readonly line: number
  /** As a path, with its fragment, decoded. */
  readonly target: string
}

/** What a link may lead to, by its path from the text; the empty path is the text itself. */
export interface Surroundings {
  readonly there: (path: string) => boolean
  readonly textOf: (path: string) => string
}

/** `](target "title")`, `](<target>)`, `[name]: target`, `src="target"` and `href='target'`. */
const LINKS = /\]\(\s*(?:<([^>\n]*)>|([^)\s]+))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)|^\s{0,3}\[[^\]\n]+\]:\s*(\S+)|\b(?:src|href)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
/** With a protocol, or as a path from the host: another place. */
const ELSEWHERE = /^(?:[a-z][a-z+.-]*:|\/)/i

export function relativeTargets(text: string): Link[] {
  return withoutCode(text).flatMap((content, index) => [...content.matchAll(LINKS)]
    .map((match) => match.slice(1).find((one) => one !== undefined) ?? '')
    .filter((target) => target !== '' && !ELSEWHERE.test(target))
    .map((target) => ({ line: index + 1, target: decodeURIComponent(target) })))
}

/** Sentences that begin with the line. */
export function deadLinks(text: string, { there, textOf }: Surroundings): string[] {
  return relativeTargets(text).flatMap(({ line, target }) => {
    const [path = '', fragment] = target.split('#')
    if (path !== '' && !there(path)) return [`${line} ${path} is not there`]
    if (fragment === undefined || (path !== '' && !path.endsWith('.md')) || anchorsOf(textOf(path)).has(fragment)) return []
    return [path === '' ? `${line} #${fragment} is no heading here` : `${line} ${path} has no heading #${fragment}`]
  })
}

/** Lines; those of code blocks, and what is code in others, are left empty. */
function withoutCode(text: string): string[] {
  let fence: string | null = null
  return text.split(/\r?\n/).map((line) => {
    const mark = /^\s{0,3}(```+|~~~+)/.exec(line)?.[1]?.slice(0, 3) ?? null
    if (fence === null && mark !== null) fence = mark
    else if (fence !== null) {
      if (mark === fence) fence = null
    } else return line.replaceAll(/`[^`]*`/g, '')
    return ''
  })
}

/** Headings as GitHub names them: lower case, blanks to hyphens, punctuation gone, repeated ones numbered. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>()
  for (const line of headings(text)) {
    const name = line.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(/\s/g, '-')
    let anchor = name
    for (let n = 1; anchors.has(anchor); n++) anchor = `${name}-${n}`
    anchors.add(anchor)
  }
  return anchors
}

function headings(text: string): string[] {
  const outside = withoutCode(text)
  return text.split(/\r?\n/).flatMap((line, index) => (outside[index] === '' ? [] : (/^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.slice(1, 2) ?? [])))
}
