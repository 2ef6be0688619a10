import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TriggerFilter } from '@troupe/contract'
import { compileFilter, filterFaults, type FilterFacts } from './trigger-filter.ts'

const FACTS: FilterFacts = {
  event: { type: 'service_click', payload: { service: 'Coaching', price: 4900, tags: ['a', 'b'], items: [{ name: 'Course', price: 10 }, { name: 'Coaching', price: 20 }] } },
  context: { stage: 'interested', counts: { page_view: 3 }, revenueMinor: 0 },
  consumer: { name: null, tags: ['vip'] },
}
const matches = (filter: TriggerFilter | null): boolean => {
  expect(filter === null ? [] : filterFaults(filter, '/filter')).toEqual([])
  return compileFilter(filter)(FACTS)
}

describe('a filter', () => {
  it.each<[string, TriggerFilter | null, boolean]>([
    ['left out', null, true],
    ['by a word', { '==': [{ var: 'context.stage' }, 'interested'] }, true],
    ['by a number in the payload', { '>': [{ var: 'event.payload.price' }, 5000] }, false],
    ['by a range', { '<=': [1, { var: 'context.counts.page_view' }, 3] }, true],
    ['of several', { and: [{ '!': { var: 'consumer.name' } }, { or: [false, { in: ['vip', { var: 'consumer.tags' }] }] }] }, true],
    ['by what is missing', { missing: ['event.payload.coupon'] }, true],
    ['with a standard', { '==': [{ var: ['event.payload.coupon', 'none'] }, 'none'] }, true],
    ['through a list', { some: [{ var: 'event.payload.items' }, { '>': [{ var: 'price' }, 15] }] }, true],
    ['of items that are words', { all: [{ var: 'event.payload.tags' }, { in: [{ var: '' }, ['a', 'b', 'c']] }] }, true],
    ['that none meets', { none: [{ var: 'event.payload.items' }, { '==': [{ var: 'name' }, 'Book'] }] }, true],
    ['with a choice', { if: [{ '==': [{ var: 'context.revenueMinor' }, 0] }, true, false] }, true],
    ['with arithmetic', { '==': [{ '%': [{ var: 'event.payload.price' }, 100] }, 0] }, true],
    ['that compares a word with a number', { '>': [{ var: 'context.stage' }, 3] }, false],
    ['of something that is not there', { '==': [{ var: 'event.payload.a.b.c' }, 1] }, false],
  ])('%s', (_, filter, expected) => expect(matches(filter)).toBe(expected))

  it.each<[string, TriggerFilter, string, string]>([
    ['an unknown operator', { and: [{ matches: ['a', 'b'] }] }, '/filter/and/0/matches', 'there is no operator "matches"'],
    ['a log', { log: 'x' }, '/filter/log', 'there is no operator "log"'],
    ['a fold', { reduce: [{ var: 'event.payload.items' }, 1, 0] }, '/filter/reduce', 'there is no operator'],
    ['a path from nowhere', { '==': [{ var: 'payload.price' }, 1] }, '/filter/==/0/var', 'begins with event, context or consumer'],
    ['a name that is misspelt', { '==': [{ var: 'event.isFrist' }, true] }, '/filter/==/0/var', '"event.isFrist" is not there; event has type, source'],
    ['what lies below a plain value', { var: 'context.stage.name' }, '/filter/var', '"context.stage" is a plain value'],
    ['a way to a prototype', { var: 'event.constructor.name' }, '/filter/var', 'leads nowhere'],
    ['a way up', { some: [{ var: 'event.payload.items' }, { var: '../../event' }] }, '/filter/some/1/var', 'leads nowhere'],
    ['a path that is worked out', { var: { cat: ['event', '.type'] } }, '/filter/var', 'name what to look at as text'],
    ['two operators in one object', { '>': [1, 2], '<': [1, 2] }, '/filter', 'an object holds one operator'],
    ['a list within a list', { some: [{ var: 'event.payload.items' }, { all: [{ var: 'event.payload.items' }, true] }] }, '/filter/some/1/all', 'does not go within another'],
    ['depth', Array.from({ length: 20 }).reduce<TriggerFilter>((inner) => ({ '!': inner }), { var: 'event.type' }), '', 'nested more than'],
    ['size', { or: Array.from({ length: 400 }, () => true) }, '', 'more than 300 parts'],
    ['a slash in an operator', { 'a/b': 1 }, '/filter/a~1b', 'there is no operator "a/b"'],
  ])('is refused for %s', (_, filter, path, message) => {
    const [fault, ...others] = filterFaults(filter, '/filter')
    expect(fault?.message).toContain(message)
    if (path !== '') expect(fault?.path).toBe(path)
    expect(others).toEqual([])
    expect(compileFilter(filter)(FACTS)).toBe(false)
  })

  it('does not go through a list of a hundred thousand', () => {
    const facts = { ...FACTS, event: { payload: { items: Array.from({ length: 100_000 }, (_, n) => n) } } }
    expect(compileFilter({ some: [{ var: 'event.payload.items' }, { '==': [{ var: '' }, 5] }] })(facts)).toBe(false)
  })

  it('never throws, and leaves what it looks at as it was, whatever it is', () => {
    const frozen = structuredClone(FACTS)
    fc.assert(fc.property(fc.object({ key: fc.constantFrom('and', 'or', '!', '==', '>', 'var', 'some', 'in', '+', 'if', 'missing_some', '__proto__', 'x'), maxDepth: 5 }), (filter) => {
      filterFaults(filter as TriggerFilter, '/filter')
      expect(typeof compileFilter(filter as TriggerFilter)(FACTS)).toBe('boolean')
      expect(FACTS).toEqual(frozen)
    }), { numRuns: 500 })
  })
})
