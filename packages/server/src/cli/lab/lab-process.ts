/** The program behind `lab/service/lab-processes.ts`: it takes one order, does it, tells what came of it, and ends. */
import { keepCompiledCode } from '../../base/compile-cache.ts'

keepCompiledCode()
await import('./lab-orders.ts')
