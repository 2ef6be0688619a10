import { expect, it } from 'vitest'
import { timeTyped } from './time-typed.ts'

it.each([
  ['09:30', '09:30'], ['9:30', '09:30'], ['930', '09:30'], ['0930', '09:30'], ['9', '09:00'], ['21', '21:00'], ['9.05', '09:05'], ['9h15', '09:15'], [' 22:00 ', '22:00'], ['24:00', '24:00'],
  ['9 pm', '21:00'], ['9:30PM', '21:30'], ['12am', '00:00'], ['12 pm', '12:00'],
])('reads %j as %s', (text, time) => {
  expect(timeTyped(text)).toBe(time)
})

it.each(['', '9:', '25', '12:60', '24:01', 'noon', '13 pm', '0 am', '9:300', '-1'])('knows no time in %j', (text) => {
  expect(timeTyped(text)).toBeNull()
})
