/** What to do about errors of the operating system, by their code. They are no bugs of vkctl, wherever they happen. */
const advice: Readonly<Record<string, string>> = {
  EACCES: 'You are not allowed to do this here.',
  EADDRINUSE: 'Another program uses the port. Choose another one.',
  EDQUOT: 'Your disk quota is used up.',
  EIO: 'The disk or the terminal failed.',
  EMFILE: 'Too many files are open. Raise the limit of the shell: ulimit -n',
  ENFILE: 'Too many files are open on this machine.',
  ENOMEM: 'There is not enough memory.',
  ENOSPC: 'The disk is full.',
  EPERM: 'You are not allowed to do this here.',
  EROFS: 'The disk is read-only.',
}

/** Message and advice for an error of the operating system; undefined for other errors. */
export function systemFault(error: unknown): {readonly message: string; readonly hint: string} | undefined {
  if (!(error instanceof Error)) return undefined
  const {code = '', syscall} = error as NodeJS.ErrnoException
  if (syscall === 'uv_cwd') return {message: 'The current folder does not exist any more.', hint: 'Change to another folder.'}
  const hint = advice[code]
  return syscall === undefined || hint === undefined ? undefined : {message: `${error.message}.`, hint}
}
