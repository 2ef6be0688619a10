import { useEffect, useState } from 'react'

/** The value once it has rested: for questions that are asked while somebody types. */
export function useSettled<Value>(value: Value, restsMs: number): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), restsMs)
    return () => clearTimeout(timer)
  }, [value, restsMs])
  return settled
}
