// Runs long work on threads of its own, as many at a time as there are cores.
import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';

/** `worker` is a file beside this one that exports a function `work`; threads are started with the first task, and keep no process alive. */
export function onThreads<Task, Result>(worker: string): (task: Task) => Promise<Result> {
  let pool: Tinypool | undefined;
  return (task) => {
    const maxThreads = availableParallelism();
    const filename = new URL(worker, import.meta.url).href;
    // Without the flags of the process: some, such as --input-type, are for its own script alone.
    pool ??= new Tinypool({ filename, runtime: 'worker_threads', minThreads: 1, maxThreads, execArgv: [] });
    return pool.run(task, { name: 'work' });
  };
}
