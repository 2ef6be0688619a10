import { expect, it } from 'vitest'
import { oneLine } from './one-line.ts'

it.each([
  ['About the course', 'About the course: Hi Ruth'], ['Still thinking about it?', 'Still thinking about it? Hi Ruth'], ['No problem at all.', 'No problem at all. Hi Ruth'],
  ['“Shall we?”', '“Shall we?” Hi Ruth'], ['Coming up (soon)', 'Coming up (soon): Hi Ruth'], [' ', 'Hi Ruth'], [null, 'Hi Ruth'],
])('joins "%s" and the text', (subject, line) => expect(oneLine(subject, 'Hi Ruth')).toBe(line))
