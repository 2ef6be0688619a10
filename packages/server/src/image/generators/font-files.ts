/**
 * The letters of drawings: four open families (SIL OFL), each chosen for one voice, so that a bare server without system fonts
 * draws what a desk does. A rasteriser loads all of them; `Figtree` is what other names fall back to.
 */
import { fileURLToPath } from 'node:url'

export const FACES = {
  /** Labels, charts, screens. */
  sans: 'Figtree',
  /** Heavy and round, for covers. */
  round: 'Fredoka',
  /** Quotes. */
  serif: 'DM Serif Display',
  /** Receipts and figures that stand under each other. */
  mono: 'Space Mono',
} as const

export const FONT_FILES: readonly string[] = [
  import.meta.resolve('@expo-google-fonts/figtree/400Regular/Figtree_400Regular.ttf'),
  import.meta.resolve('@expo-google-fonts/figtree/600SemiBold/Figtree_600SemiBold.ttf'),
  import.meta.resolve('@expo-google-fonts/fredoka/700Bold/Fredoka_700Bold.ttf'),
  import.meta.resolve('@expo-google-fonts/dm-serif-display/400Regular/DMSerifDisplay_400Regular.ttf'),
  import.meta.resolve('@expo-google-fonts/space-mono/400Regular/SpaceMono_400Regular.ttf'),
  import.meta.resolve('@expo-google-fonts/space-mono/700Bold/SpaceMono_700Bold.ttf'),
].map((address) => fileURLToPath(address))
