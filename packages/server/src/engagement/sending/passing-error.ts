/** Troubles of the database or of the moment, which say nothing of what was being done: connection, rollback, resources, operator, system (SQLSTATE classes). */
export function isPassing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(08|40|53|57|58)/.test(code) || /^E[A-Z]+$/.test(code) || (error instanceof Error && /connection|timeout exceeded/i.test(error.message))
}
