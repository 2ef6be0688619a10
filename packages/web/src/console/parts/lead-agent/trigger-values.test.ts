import { describe, expect, it } from 'vitest'
import { readyFilters } from './ready-filters.ts'
import { checkedTriggers, filterWords, triggersOf, triggerValues, withFilter } from './trigger-values.ts'

const FILTER = { '==': [{ var: 'context.stage' }, 'engaged'] }

describe('triggers as they are typed', () => {
  it('go there and back, without a filter and with one', () => {
    const triggers = [{ eventType: 'page_view', filter: null }, { eventType: '*', filter: FILTER }]
    expect(checkedTriggers.parse(triggersOf(triggerValues(triggers)))).toEqual(triggers)
  })

  it('are refused while a filter is no JSON, or none that looks', () => {
    expect(checkedTriggers.safeParse(triggersOf([{ eventType: 'x', filter: '{"==": [' }])).error?.issues[0]?.path).toEqual([0, 'filter'])
    expect(checkedTriggers.safeParse(triggersOf([{ eventType: 'x', filter: '{"eval": "1"}' }])).error?.issues[0]).toMatchObject({ path: [0, 'filter'], message: expect.stringContaining('there is no operator "eval"') as string })
  })

  it('say what is wrong with a filter, and in which line', () => {
    expect(filterWords('')).toEqual([])
    expect(filterWords('[1]')[0]?.message).toContain('an object with one operator')
    expect(filterWords('{"==": [')[0]).toMatchObject({ line: 1, message: expect.stringContaining('no JSON yet') as string })
    expect(filterWords('{\n  "and": [\n    {"var": "process.env"}\n  ]\n}')).toEqual([{ line: 3, column: expect.any(Number) as number, message: '"process.env" is not there; a path begins with event, context or consumer.' }])
  })

  it('start from ready ones, all of which hold, and add one to another', () => {
    for (const { filter } of readyFilters('Yoga at dawn')) expect(filterWords(JSON.stringify(filter))).toEqual([])
    const both = withFilter(JSON.stringify(FILTER), { '!': [false] })
    expect(JSON.parse(both)).toEqual({ and: [FILTER, { '!': [false] }] })
    expect(JSON.parse(withFilter(both, FILTER))).toEqual({ and: [FILTER, { '!': [false] }, FILTER] })
    expect(JSON.parse(withFilter('', FILTER))).toEqual(FILTER)
  })
})
