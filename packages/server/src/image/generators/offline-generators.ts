/** Every generator that is code: seeded, free, without a network. */
import type { GeneratorParams, ImageGenerator } from '@troupe/contract/image'
import type { Generate } from '../generated.ts'
import { generativeArt } from './art/generative-art.ts'
import { card } from './card/card.ts'
import { chart } from './chart/chart.ts'
import { gradient } from './gradient.ts'
import { uiMockup } from './mockup/ui-mockup.ts'
import { packshot } from './packshot/packshot.ts'
import { sprite } from './sprite/sprite.ts'
import { tileset } from './tileset/tileset.ts'

export type OfflineGenerator = Exclude<ImageGenerator, 'model'>

export const OFFLINE_GENERATORS: { readonly [Name in OfflineGenerator]: Generate<GeneratorParams[Name]> } = {
  chart, sprite, tileset, packshot, 'generative-art': generativeArt, gradient, 'ui-mockup': uiMockup, card,
}
