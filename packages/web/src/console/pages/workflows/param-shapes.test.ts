import { imageGeneratorSchema, imageTransformSchema } from '@troupe/contract'
import { expect, test } from 'vitest'
import { paramsOf } from './param-shapes.ts'

test('every generator and operation has a form, the usual fields last', () => {
  for (const generator of imageGeneratorSchema.options) {
    const params = paramsOf({ generator })
    expect(params.map(({ name }) => name).slice(-3)).toEqual(['width', 'height', 'seed'])
    expect(params.find(({ name }) => name === 'prompt')).toMatchObject({ shape: { kind: 'lines' }, needed: generator === 'model' })
  }
  for (const op of imageTransformSchema.options) expect(paramsOf({ op }).length).toBeGreaterThan(0)
})

test('fields are what the schemas say', () => {
  expect(paramsOf({ op: 'format' })).toEqual([
    { name: 'to', label: 'To', shape: { kind: 'choice', options: ['png', 'jpeg', 'webp', 'avif'] }, needed: true, usual: null },
    { name: 'quality', label: 'Quality', shape: { kind: 'number', whole: true, least: 1, most: 100 }, needed: false, usual: '82' },
  ])
  expect(paramsOf({ op: 'palette' }).map(({ shape }) => shape.kind)).toEqual(['number', 'colours', 'switch'])
  expect(paramsOf({ op: 'annotate' })[0]?.shape.kind).toBe('notes')
})
