import { describe, expect, it } from 'vitest'
import { EventCutter } from './event-stream.ts'

describe('cutting a stream into events', () => {
  it('gives whole events, wherever the chunks break', () => {
    const text = 'retry: 2000\n\n: still here\n\nid: 7\nevent: activity\ndata: {"items":[]}\n\nid: 8\ndata: a\ndata: b\n\n'
    for (let size = 1; size < text.length; size += 1) {
      const cutter = new EventCutter()
      const events = []
      for (let at = 0; at < text.length; at += size) events.push(...cutter.take(text.slice(at, at + size)))
      expect(events).toEqual([
        { id: '7', event: 'activity', data: '{"items":[]}' },
        { id: '8', event: 'message', data: 'a\nb' },
      ])
    }
  })

  it('keeps a half event until its end has come', () => {
    const cutter = new EventCutter()
    expect(cutter.take('data: one')).toEqual([])
    expect(cutter.take('\n\n')).toEqual([{ id: null, event: 'message', data: 'one' }])
  })
})
