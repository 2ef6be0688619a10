/**
 * The words of the text engine: lines and lists (speech once compiled), the book that holds them, and the scene, which is
 * everything one text is made from: who speaks, on what, in answer to what, with which chance. A scene lives for one text.
 */
import type { FrameGroup, PictureKind, Speech } from '@troupe/contract'
import type { Random } from '../../base/random.ts'
import type { Speaker } from './brief.ts'
import type { Pronoun } from './grammar.ts'
import type { Modifier } from './template.ts'

export type Part =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'choice'; readonly options: readonly (readonly Part[])[] }
  | {
    readonly kind: 'draw'
    readonly draw: ((scene: Scene, argument: string | null) => string) | LineList
    readonly argument: string | null
    readonly bind: string | null
    readonly optional: boolean
    readonly modifier: Modifier | null
  }
  | { readonly kind: 'bound'; readonly name: string; readonly optional: boolean; readonly modifier: Modifier | null }

export interface Line {
  readonly source: string
  readonly parts: readonly Part[]
  readonly needs: number
  readonly binds: boolean
  /** The beginnings of its longer words, to tell which answer is nearest to a text. */
  readonly stems: ReadonlySet<string>
  /** How it begins: always alike, straight with what it says, or with an introduction of its own. */
  readonly start: 'fixed' | 'bare' | 'led'
  /** Said only of an image that shows one of these, or in answer to a text that says one; of none where empty. */
  readonly shows: readonly string[]
  readonly hears: readonly string[]
}

export interface LineList {
  readonly name: string
  /** Tells the list's bag from others'. */
  readonly salt: number
  readonly lines: readonly Line[]
}

export interface Subject {
  readonly id: string
  /** What one would search for. */
  readonly keyword: string
  readonly names: LineList
  readonly pronoun: Pronoun
  readonly parts: LineList
  readonly facts: LineList
  readonly news: readonly Line[]
  readonly replies: LineList
  readonly rejoinders: LineList
  readonly tags: readonly string[]
}

export interface View {
  readonly stance: number
  readonly takes: LineList
  readonly replies: LineList
}

export interface Plan {
  readonly subject: Subject
  readonly take: Line
}

export interface Book {
  readonly speech: Speech
  readonly subjects: ReadonlyMap<string, Subject>
  readonly views: ReadonlyMap<string, View>
  readonly anyView: View
  /** Ways to begin, for texts that would else begin like others. */
  readonly lists: ReadonlyMap<string, LineList>
  readonly starts: LineList
  /** Short convictions. */
  readonly creeds: LineList
  /** Facts for a subject nobody described. */
  readonly passingFacts: LineList
  /** Every take with its subject, and posts that have none: the bag posts are planned from. */
  readonly plans: readonly Plan[]
  readonly plansSalt: number
  readonly keywords: ReadonlyMap<string, Subject>
  /** First words of two-word keywords. */
  readonly pairStarts: ReadonlySet<string>
  readonly frames: Readonly<Record<FrameGroup, LineList>>
  readonly pictures: PictureLines
  /** Named people of the place, for noticing them in a text. */
  readonly people: readonly string[]
}

/** Something in the image, as one points at it: "the long shadow". */
export interface Detail {
  readonly words: string
  readonly plural: boolean
  readonly telling: ReadonlySet<string>
}

export interface LookedAt {
  /** Null where nothing tells. */
  readonly kind: PictureKind | null
  /** "a cup on grey paper". */
  readonly subject: string
  /** "the cup". */
  readonly thing: string
  readonly plural: boolean
  readonly details: readonly Detail[]
  /** "no label". */
  readonly without: readonly string[]
  /** "each row stands on one line". */
  readonly clauses: readonly string[]
  readonly colours: readonly string[]
  /** Every word of the description that tells something, for lines that are said only of an image that shows it. */
  readonly words: ReadonlySet<string>
}

/** What is said under images, the speaker's own and everybody's. */
export interface PictureLines {
  readonly own: PictureGroups
  readonly shared: PictureGroups
  /** Of an image that could not be made, for which nobody's trade has words. */
  readonly placeholder: PictureGroups
  /** A few words behind what would else be said by several alike: under an image, behind a maker's answer, behind a caption. */
  readonly remarkTails: LineList
  readonly answerTails: LineList
  readonly captionTails: LineList
}

export interface PictureGroups {
  readonly remarks: ReadonlyMap<PictureKind | 'any', LineList>
  readonly echoes: LineList
  readonly answers: LineList
  readonly explains: LineList
  readonly returns: LineList
}

/** What was made out of a text that is answered. Only harmless words get through (see hearing.ts). */
export interface Heard {
  readonly subject: Subject
  /** A whole short sentence of it, as it was written but for the stop; null when nothing in it can be quoted. */
  readonly echo: string | null
  readonly number: { readonly words: string; readonly figure: number } | null
  /** A person of the place it speaks of. */
  readonly named: string | null
  readonly polarity: -1 | 0 | 1
  readonly asks: boolean
  /** As `Line.stems`. */
  readonly stems: ReadonlySet<string>
  readonly authorUsername: string
}

/** What memory has to offer a text. */
export interface Remembered {
  /** Who contradicted the speaker, and on what. */
  readonly rival: { readonly name: string; readonly on: string } | null
  readonly ally: { readonly name: string; readonly on: string } | null
  /** An earlier saying of the speaker's own. */
  readonly own: { readonly echo: string; readonly on: string } | null
}

/** What a line may call for and a scene may lack; bits, because they are compared for every line considered. */
export const NEEDS = {
  echo: 1, number: 2, named: 4, author: 8, rival: 16, ally: 32, own: 64, news: 128, older: 256, trend: 512,
  interest: 1024, belief: 2048, knowledge: 4096, slang: 8192, vocabulary: 16384, location: 32768, heard: 65536,
  picture: 131_072, detail: 262_144, colour: 524_288, without: 1_048_576, clause: 2_097_152, other: 4_194_304, age: 8_388_608,
} as const

export interface Scene {
  readonly book: Book
  readonly speaker: Speaker
  readonly random: Random
  /** Hash of the speaker: where its bags start. */
  readonly salt: number
  readonly ordinal: number
  readonly nowMs: number
  /** Changes only before the text is begun, where a planned take was said lately. */
  subject: Subject
  readonly heard: Heard | null
  readonly memory: Remembered
  readonly trends: readonly string[]
  /** The image it is said of. */
  readonly picture: LookedAt | null
  /** What in it is spoken of; chosen with the line. */
  detail: string | null
  /** Another commenter's username. */
  other: string | null
  /** Bits of NEEDS that can be met. */
  has: number
  /** Share of optional slots that are spoken. */
  readonly talkative: number
  /** The take this text was planned on; the first `{take}` says it. */
  planned: Line | null
  /** Lines already used in this text. */
  readonly used: Set<Line>
  /** What was already said nearby (thread and own past), plainly (see said.ts), to keep from saying it again. */
  readonly nearby: readonly string[]
  /** The next line is said as it is, without a beginning of its own ("So …"), because something goes before it. */
  led: boolean
  bound: Map<string, string> | null
  /** Draws so far; moves the bags on within one text. */
  draws: number
  depth: number
}
