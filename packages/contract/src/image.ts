/** Images as data (SPEC D2): what makes one, what is done to it, what is known of it afterwards. The wire of SPEC D4 has the same steps. */
import { z } from 'zod'
import { idSchema, instantSchema } from './common.ts'

export const ALT_LONGEST = 500
export const PROMPT_LONGEST = 2000
/** Of an image that is made here, in pixels. */
export const IMAGE_SIDE_MOST = 2048

const side = z.number().int().min(16).max(IMAGE_SIDE_MOST)

/** What every generator takes. What is left out is drawn from the seed, or read from the prompt where it says so. */
const asked = {
  /** In words. Offline generators read from it what they know: the object, the palette, the light. */
  prompt: z.string().max(PROMPT_LONGEST).optional(),
  width: side.optional(),
  height: side.optional(),
  seed: z.string().max(100).optional(),
}

/** Offline ones are code, seeded and free; `model` asks the provider that the purpose `image` stands for. */
export const generatorParamsSchemas = {
  chart: z.strictObject({ ...asked, form: z.enum(['bar', 'line', 'area', 'scatter', 'heatmap', 'ridgeline', 'slope', 'small-multiples', 'hexagon-map', 'dot-map']).optional(), subject: z.string().max(80).optional() }),
  sprite: z.strictObject({ ...asked, subject: z.string().max(60).optional(), pixels: z.number().int().min(8).max(64).optional(), colours: z.number().int().min(2).max(32).optional(), frames: z.number().int().min(1).max(8).optional() }),
  tileset: z.strictObject({ ...asked, biome: z.string().max(60).optional(), pixels: z.number().int().min(8).max(32).optional(), colours: z.number().int().min(2).max(32).optional(), columns: z.number().int().min(2).max(16).optional(), rows: z.number().int().min(2).max(16).optional() }),
  packshot: z.strictObject({ ...asked, object: z.string().max(60).optional(), arrangement: z.enum(['single', 'row', 'grid']).optional(), light: z.enum(['softbox', 'raking', 'dark-field', 'overhead']).optional() }),
  'generative-art': z.strictObject({ ...asked, style: z.enum(['flow-field', 'tiling', 'l-system', 'rings', 'circle-packing', 'reaction-diffusion']).optional() }),
  gradient: z.strictObject({ ...asked, style: z.enum(['mesh', 'horizon', 'diagonal']).optional() }),
  'ui-mockup': z.strictObject({ ...asked, screen: z.enum(['list', 'empty-state', 'settings', 'dashboard', 'player', 'chat', 'checkout', 'component-sheet', 'form-anatomy']).optional(), theme: z.enum(['light', 'dark', 'both']).optional() }),
  card: z.strictObject({ ...asked, style: z.enum(['cover', 'launch', 'carousel', 'quote', 'receipt']).optional(), text: z.string().max(200).optional() }),
  model: z.strictObject({ ...asked, prompt: z.string().min(1).max(PROMPT_LONGEST) }),
} as const
export const imageGeneratorSchema = z.enum(['chart', 'sprite', 'tileset', 'packshot', 'generative-art', 'gradient', 'ui-mockup', 'card', 'model'])
export type ImageGenerator = z.infer<typeof imageGeneratorSchema>
export type GeneratorParams = { readonly [Name in ImageGenerator]: z.infer<(typeof generatorParamsSchemas)[Name]> }

const hex = z.string().regex(/^#[0-9a-f]{6}$/i, 'write a colour as #rrggbb')
const corner = z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right'])

/** What is done to an image. Lengths in pixels of the image as it comes in; `share` of its shorter side. */
export const transformParamsSchemas = {
  resize: z.strictObject({ width: side.optional(), height: side.optional(), fit: z.enum(['cover', 'contain', 'inside']).default('inside'), kernel: z.enum(['lanczos3', 'nearest']).default('lanczos3') }),
  crop: z.strictObject({ ratio: z.string().regex(/^\d{1,2}:\d{1,2}$/, 'such as 4:5').optional(), left: z.number().int().min(0).optional(), top: z.number().int().min(0).optional(), width: side.optional(), height: side.optional() }),
  caption: z.strictObject({ text: z.string().min(1).max(200), at: z.enum(['top', 'bottom', 'below']).default('below') }),
  watermark: z.strictObject({ text: z.string().min(1).max(60), at: corner.default('bottom-right'), opacity: z.number().min(0.05).max(1).default(0.4) }),
  palette: z.strictObject({ colours: z.number().int().min(2).max(256).optional(), to: z.array(hex).min(2).max(32).optional(), dither: z.boolean().default(false) }),
  annotate: z.strictObject({ notes: z.array(z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1), text: z.string().min(1).max(80) })).min(1).max(12) }),
  'device-frame': z.strictObject({ device: z.enum(['phone', 'tablet', 'browser']).default('phone'), background: hex.optional() }),
  format: z.strictObject({ to: z.enum(['png', 'jpeg', 'webp', 'avif']), quality: z.number().int().min(1).max(100).default(82) }),
} as const
export const imageTransformSchema = z.enum(['resize', 'crop', 'caption', 'watermark', 'palette', 'annotate', 'device-frame', 'format'])
export type ImageTransform = z.infer<typeof imageTransformSchema>
export type TransformParams = { readonly [Op in ImageTransform]: z.infer<(typeof transformParamsSchemas)[Op]> }

/** A step's result is named by `out`, and taken up by a later step's `in`. */
const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens')

/** Params are checked against the generator's or the operation's own schema when the workflow is read. */
export const workflowStepSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('generate'), generator: imageGeneratorSchema, params: z.record(z.string(), z.unknown()).default({}), out: name }),
  z.strictObject({ kind: z.literal('transform'), op: imageTransformSchema, in: name, params: z.record(z.string(), z.unknown()).default({}), out: name }),
  z.strictObject({ kind: z.literal('save'), in: name, destination: z.string().regex(/^[a-z0-9][a-z0-9/_-]{0,99}$/i, 'a folder such as posts/2026').default('images') }),
])
export type WorkflowStep = z.infer<typeof workflowStepSchema>

export const workflowSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  steps: z.array(workflowStepSchema).min(2).max(20),
})
export type Workflow = z.infer<typeof workflowSchema>

/** What an image shows, for those who cannot see it and for those who speak of it. */
export const imageDescriptionSchema = z.object({
  /** A sentence or two: what is to be seen. */
  alt: z.string().max(ALT_LONGEST),
  /** What it is of, in a few words: `a cup on grey paper`. */
  subject: z.string().max(120),
  /** What one may speak of: `the long shadow`, `eight colours`. */
  details: z.array(z.string().max(120)).max(12),
  /** The colours that tell, most of it first. */
  colours: z.array(hex).max(8),
})
export type ImageDescription = z.infer<typeof imageDescriptionSchema>

/** One size and form of an image that is served. */
export const imageVariantSchema = z.object({ url: z.string(), width: z.number().int(), height: z.number().int(), format: z.enum(['webp', 'avif', 'png', 'jpeg']) })

/** An image as pages and programs meet it (SPEC P2: its label travels with it and stands in the file). */
export const imageSchema = z.object({
  id: idSchema,
  alt: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  /** The whole image. */
  url: z.string(),
  /** Smaller ones, narrowest first, in each format. */
  variants: z.array(imageVariantSchema),
  /** The colour to show while it loads. */
  colour: hex,
  automated: z.boolean(),
  /** What made it: `chart`, `packshot`, `openai:gpt-image-…`, `placeholder`; null for a person's own. */
  generator: z.string().nullable(),
  /** It stands for one that could not be made. */
  placeholder: z.boolean(),
  createdAt: instantSchema,
})
export type Image = z.infer<typeof imageSchema>

/** The image of a post, with what is known of it at hand: who reads a post need not look the image up. */
export const pictureSchema = z.object({
  /** Of the image. */
  id: idSchema,
  width: z.number().int(),
  height: z.number().int(),
  alt: z.string(),
  subject: z.string(),
  details: z.array(z.string()),
  colour: hex,
  generator: z.string().nullable(),
  placeholder: z.boolean(),
  /** The smaller ones there are, narrowest first. */
  variants: z.array(z.object({ width: z.number().int(), height: z.number().int(), format: z.enum(['webp', 'avif', 'png', 'jpeg']) })),
})
export type Picture = z.infer<typeof pictureSchema>
