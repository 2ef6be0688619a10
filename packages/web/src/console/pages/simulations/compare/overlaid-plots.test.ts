import { expect, test } from 'vitest'
import type { Plot } from '../../../parts/plot/plot.ts'
import { overlaidPlots } from './overlaid-plots.ts'

function activity(counted: readonly number[]): Plot {
  return { name: 'activity', title: '', subtitle: '', option: { color: ['#111', '#222'], xAxis: { type: 'category', data: ['00', '01', '02'] }, yAxis: {}, series: [{ type: 'bar', name: 'Counted', data: counted }, { type: 'line', name: 'Expected', data: [1, 1, 1] }] } }
}

test('of each run the line that the plot is about, with the figures side by side', () => {
  const [plot, ...more] = overlaidPlots([{ name: 'recent', plots: [activity([1, 5, 2])] }, { name: 'popular', plots: [activity([1, 2, 4])] }])
  expect(more).toEqual([])
  expect(plot?.title).toBe('Busiest hour: 01:00 in recent, 02:00 in popular')
  expect(plot?.option.series).toMatchObject([{ type: 'line', name: 'recent', data: [1, 5, 2], itemStyle: { color: '#111' } }, { name: 'popular', itemStyle: { color: '#222' } }])
})

test('a Lorenz curve says what the top tenth holds; a run without the plot leaves it out', () => {
  const attention: Plot = { name: 'attention', title: '', subtitle: '', option: { xAxis: {}, yAxis: {}, series: [{ type: 'line', name: 'Likes a member', data: [[0, 0], [90, 60.2], [100, 100]] }] } }
  expect(overlaidPlots([{ name: 'a', plots: [attention] }])[0]?.title).toBe('Likes held by a tenth of members: 40\u202f% in a')
  expect(overlaidPlots([{ name: 'a', plots: [attention] }, { name: 'b', plots: [] }])).toEqual([])
})
