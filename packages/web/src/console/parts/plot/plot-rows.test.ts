import { expect, test } from 'vitest'
import { csvOf, plotRows } from './plot-rows.ts'
import { pageOption } from './page-option.ts'

const frame = { name: 'a', title: 'A', subtitle: '' }

test('bars become a column each, beside their categories', () => {
  const plot = { ...frame, option: { xAxis: { type: 'category', name: 'Hour', data: ['00', '01'] }, yAxis: { name: 'Acts' }, series: [{ type: 'bar', name: 'Counted', data: [3, '-'] }, { type: 'line', name: 'Expected', data: [2.5, 1] }] } }
  expect(plotRows(plot)).toEqual([['Hour', 'Counted', 'Expected'], ['00', '3', '2.5'], ['01', '', '1']])
})

test('points become a row each', () => {
  const plot = { ...frame, option: { xAxis: { type: 'log', name: 'k' }, yAxis: { name: 'Share' }, series: [{ type: 'line', name: 'Counted', data: [[1, 1], [2, 0.5]] }] } }
  expect(plotRows(plot)).toEqual([['series', 'k', 'Share'], ['Counted', '1', '1'], ['Counted', '2', '0.5']])
})

test('intervals keep their ends and their middle', () => {
  const plot = { ...frame, option: { xAxis: { type: 'value', name: 'Difference' }, yAxis: { type: 'category', name: '', data: ['Posts', 'Likes'] }, series: [{ type: 'boxplot', name: 'popular', data: [[1, 1, 2, 3, 3], []] }] } }
  expect(plotRows(plot)).toEqual([['series', 'name', 'low', 'mean', 'high'], ['popular', 'Posts', '1', '2', '3'], ['popular', 'Likes', '', '', '']])
})

test('commas and quotes survive CSV', () => {
  expect(csvOf([['a,b', 'say "x"'], ['c', '1']])).toBe('"a,b","say ""x"""\r\nc,1')
})

test('the page says title and caveats itself, and gives long names no more than its share', () => {
  const plot = { ...frame, option: { title: { text: 'A' }, xAxis: { type: 'value' }, yAxis: { type: 'category', data: ['a measure of a very long name indeed, longer than fits'] }, series: [{ type: 'boxplot', data: [] }] } }
  expect(pageOption(plot, 358)).toMatchObject({ title: { show: false }, legend: { show: false }, grid: { left: 136 } })
})
