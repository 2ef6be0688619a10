/**
 * Where a picture comes from, as it stands in its file (SPEC P2, D2). The kind of source is one of IPTC's NewsCodes,
 * "Digital Source Type" (cv.iptc.org/newscodes/digitalsourcetype), the word that newsrooms, search engines and Art. 50 of
 * the EU AI Act's code of practice look for: a model's picture is `trainedAlgorithmicMedia`; what plain code drew, by rules
 * that somebody wrote, is `algorithmicMedia`.
 */
export const SOURCE_TYPES = ['trainedAlgorithmicMedia', 'compositeWithTrainedAlgorithmicMedia', 'algorithmicMedia', 'digitalCapture', 'digitalCreation'] as const
export type SourceType = (typeof SOURCE_TYPES)[number]

const CODES = 'http://cv.iptc.org/newscodes/digitalsourcetype/'

/** Whose picture it is. */
export interface Credit {
  /** The persona's name; null where no persona made it. */
  readonly persona: string | null
  /** Who runs this instance or workspace, if they say. */
  readonly operator: string | null
}

export interface Provenance extends Credit {
  /** Null where nobody said: a person's own picture. */
  readonly sourceType: SourceType | null
  readonly automated: boolean
  /** `chart`, `openai:gpt-image-…`, `placeholder`; null for a person's own. */
  readonly generator: string | null
  readonly placeholder: boolean
  readonly alt: string
}

/** Providers' labels have a colon (`openai:gpt-image-…`), those of code have none. */
export function sourceTypeOf(generator: string): SourceType {
  return generator.includes(':') ? 'trainedAlgorithmicMedia' : 'algorithmicMedia'
}

export function sourceTypeUri(type: SourceType): string {
  return CODES + type
}

/** Of a URI as files carry it, with http or https, or of the bare code; null for one that says nothing here. */
export function sourceTypeFrom(uri: string): SourceType | null {
  const code = uri.trim().replace(/^https?:\/\/cv\.iptc\.org\/newscodes\/digitalsourcetype\//, '')
  return SOURCE_TYPES.find((type) => type === code) ?? null
}
