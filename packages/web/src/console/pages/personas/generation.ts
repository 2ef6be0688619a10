/** What the generator is asked, checked as it is typed. The same pack, seed and count give the same personas. */
export interface GenerationValues { pack: string; archetype: string; count: number | null; seed: string }
export interface Generation { pack: string; archetype?: string; count: number; seed: string }

export const COUNT_MOST = 1_000
const SEED_LONGEST = 100

export const generationSchema = {
  safeParse(value: unknown): { success: true; data: Generation } | { success: false; error: { issues: unknown[] } } {
    const { pack, archetype, count, seed } = value as GenerationValues
    const issues: { path: string[]; message: string }[] = []
    if (pack === '') issues.push({ path: ['pack'], message: 'Choose a pack.' })
    if (count === null || !Number.isInteger(count) || count < 1 || count > COUNT_MOST) {
      issues.push({ path: ['count'], message: `Use a whole number from 1 to ${COUNT_MOST.toLocaleString('en-US')}.` })
    }
    if (seed.trim() === '') issues.push({ path: ['seed'], message: 'Give any word: it decides who comes out.' })
    if (seed.length > SEED_LONGEST) issues.push({ path: ['seed'], message: `Shorten it to ${SEED_LONGEST} characters.` })
    if (issues.length > 0 || count === null) return { success: false, error: { issues } }
    return { success: true, data: { pack, ...(archetype === '' ? {} : { archetype }), count, seed: seed.trim() } }
  },
}
