import { describe, expect, it } from 'vitest'
import { InvalidError } from '../../base/errors.ts'
import { readWorkflow } from './read-workflow.ts'

const GENERATE = { kind: 'generate', generator: 'gradient', params: { style: 'mesh' }, out: 'ground' }
const SAVE = { kind: 'save', in: 'ground' }

function faultsOf(input: unknown, offered?: ReadonlySet<'chart' | 'gradient'>): Record<string, string> {
  try {
    readWorkflow(input, offered)
  } catch (error) {
    if (error instanceof InvalidError) return Object.fromEntries(error.faults.map(({ path, message }) => [path, message]))
    throw error
  }
  return {}
}

describe('a workflow', () => {
  it('is read with what its schemas fill in, its folder tidied', () => {
    const read = readWorkflow({ name: 'Poster', steps: [GENERATE, { kind: 'transform', op: 'caption', in: 'ground', params: { text: 'Dusk' }, out: 'titled' }, { kind: 'save', in: 'titled', destination: 'Posts//2026/' }] })
    expect(read.steps[1]).toMatchObject({ params: { text: 'Dusk', at: 'below' } })
    expect(read.steps[2]).toEqual({ kind: 'save', in: 'titled', destination: 'posts/2026' })
  })

  it('survives a way through JSON as it is', () => {
    const read = readWorkflow({ name: 'Poster', steps: [GENERATE, SAVE] })
    expect(JSON.parse(JSON.stringify(read))).toEqual(read)
  })

  it('tells all that is wrong at once, where it is and how to mend it', () => {
    expect(faultsOf({ name: 'Poster', steps: [
      { ...GENERATE, params: { stile: 'mesh', width: 4 } },
      { kind: 'transform', op: 'crop', in: 'grond', params: {}, out: 'ground' },
      { kind: 'transform', op: 'resize', in: 'ground', params: {}, out: 'small' },
      { kind: 'transform', op: 'palette', in: 'small', params: { colours: 4, to: ['#000000', '#ffffff'] }, out: 'few' },
    ] })).toEqual({
      '/steps/0/params/width': expect.stringContaining('16'),
      '/steps/0/params/stile': 'is not known here; did you mean "style"?',
      '/steps/1/params': expect.stringContaining('"4:5"'),
      '/steps/1/in': '"grond" is the result of no earlier step; did you mean "ground"?',
      '/steps/1/out': '"ground" is the result of step 1 already; choose another name',
      '/steps/2/params': 'give a width, a height or both',
      '/steps/3/params/colours': expect.stringContaining('leave it out'),
      '/steps': 'nothing is saved: end with a step such as {"kind":"save","in":"few"}',
    })
  })

  it('says where a result that comes too late is made, and that nothing feeds itself', () => {
    expect(faultsOf({ name: 'x', steps: [SAVE, GENERATE] })['/steps/0/in']).toContain('made only by step 2')
    expect(faultsOf({ name: 'x', steps: [GENERATE, { kind: 'transform', op: 'crop', in: 'round', params: { ratio: '1:1' }, out: 'round' }, SAVE] })['/steps/1/in']).toContain('its own result')
    expect(faultsOf({ name: 'x', steps: [{ kind: 'transform', op: 'crop', in: 'a', params: { ratio: '1:1' }, out: 'b' }, { kind: 'save', in: 'b' }] })['/steps/0/in']).toContain('begin with a step that generates')
  })

  it('knows near words for generators and operations', () => {
    expect(faultsOf({ name: 'x', steps: [{ ...GENERATE, generator: 'gradiant' }, SAVE] })['/steps/0/generator']).toContain('did you mean "gradient"?')
    expect(faultsOf({ name: 'x', steps: [{ ...GENERATE, kind: 'make' }, SAVE] })['/steps/0/kind']).toBe('must be generate, transform or save')
  })

  it('refuses a generator that this instance does not have', () => {
    expect(faultsOf({ name: 'x', steps: [GENERATE, SAVE] }, new Set(['chart']))).toEqual({ '/steps/0/generator': 'is not offered here; there are chart' })
  })

  it.each([[null], ['x'], [{}], [{ name: 'x', steps: [] }], [{ name: 'x', steps: Array.from({ length: 21 }, () => GENERATE) }], [{ name: 'x', steps: [GENERATE, { kind: 'save', in: 'ground', destination: '../etc' }] }], [{ name: 'x', steps: [{ ...GENERATE, out: '__proto__' }, SAVE] }]])('refuses %j', (input) => {
    expect(Object.keys(faultsOf(input)).length).toBeGreaterThan(0)
  })
})
