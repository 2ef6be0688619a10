import { describe, expect, it } from 'vitest'
import { readViews, sameFilters, VIEWS_MOST, withView } from './saved-views.ts'

describe('saved views', () => {
  it('come back as they were kept', () => {
    const views = [{ name: 'Broken', filters: { state: 'failed' as const } }]
    expect(readViews(JSON.stringify(views))).toEqual(views)
  })

  it('survive what others wrote in their place', () => {
    expect(readViews(null)).toEqual([])
    expect(readViews('{')).toEqual([])
    expect(readViews('"x"')).toEqual([])
    expect(readViews('[1, {"name": 2}, {"name": "A", "filters": {"state": "dancing", "query": "q"}}]')).toEqual([{ name: 'A', filters: { query: 'q' } }])
  })

  it('replace one of the same name and keep a bound', () => {
    let views = withView([{ name: 'A', filters: {} }], { name: 'A', filters: { query: 'x' } })
    expect(views).toEqual([{ name: 'A', filters: { query: 'x' } }])
    for (let count = 0; count < 30; count += 1) views = withView(views, { name: String(count), filters: {} })
    expect(views).toHaveLength(VIEWS_MOST)
  })

  it('tell when the list shows one of them', () => {
    expect(sameFilters({ state: 'idle' }, { state: 'idle', query: undefined })).toBe(true)
    expect(sameFilters({ state: 'idle' }, { state: 'busy' })).toBe(false)
  })
})
