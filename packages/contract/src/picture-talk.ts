/**
 * Picture talk: what an archetype says under images when code speaks for it, as data beside its speech. Every string is a
 * template of speech's little language (speech.ts) with slots of its own:
 *
 * - `{subject}` what the image is of ("a cup on grey paper"), `{thing}` the same as one points at it ("the cup").
 * - `{detail}` something in it, always with "the" ("the long shadow"); `{other}` names another commenter.
 * - `{without}` what it is said to lack ("no label"), `{clause}` what is said of it ("each row stands on one line"),
 *   `{colour}` a colour its description names.
 * - `{shows:shadow,edge}` says nothing; its line is said only of an image whose description has one of the words.
 * - `{hears:axis,zero}` likewise, of the comment that is answered.
 *
 * A line that calls for what is not there is not said: nobody praises a shadow that nobody drew.
 */
import { z } from 'zod'

/** What kinds of image there are to talk about; `photo` is a person's own. */
export const PICTURE_KINDS = ['chart', 'sprite', 'tileset', 'packshot', 'generative-art', 'gradient', 'ui-mockup', 'card', 'photo', 'placeholder'] as const
export const pictureKindSchema = z.enum(PICTURE_KINDS)
export type PictureKind = z.infer<typeof pictureKindSchema>

const lines = z.array(z.string().min(1).max(400)).max(200)

/** Fields rather than a record, so that a mistyped kind is told with the one that was meant. */
const remarks = Object.fromEntries([...PICTURE_KINDS, 'any'].map((kind) => [kind, lines.optional()])) as Record<PictureKind | 'any', z.ZodOptional<typeof lines>>

export const pictureTalkSchema = z.strictObject({
  /** First words under an image, by what it is; `any` fits all of them. Some are questions its maker can answer. */
  remarks: z.strictObject(remarks).default({}),
  /** To what another commenter said of it. */
  echoes: lines.default([]),
  /** The maker's, to a remark. */
  answers: lines.default([]),
  /** The maker's, to a question. */
  explains: lines.default([]),
  /** To the maker, who has answered. */
  returns: lines.default([]),
})
export type PictureTalk = z.infer<typeof pictureTalkSchema>
