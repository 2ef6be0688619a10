/** The program behind `lab/service/lab-processes.ts`: it takes one order, does it, tells what came of it, and ends. */
import { inlineFurther, keepCompiledCode } from '../../base/compiled-code.ts'

keepCompiledCode()
inlineFurther()
await import('./lab-orders.ts')
