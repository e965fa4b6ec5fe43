// The start of the single executable: loads the files of dist/ from the executable itself, and each only when it is needed.
const {getAsset, getAssetKeys} = require('node:sea')
const {posix} = require('node:path')
const {Script, constants} = require('node:vm')

const contained = new Set(getAssetKeys())
const loaded = new Map()

/** The exports of a file of dist/, by its path in the package. */
function load(path) {
  const known = loaded.get(path)
  if (known !== undefined) return known.exports
  const module = {exports: {}}
  loaded.set(path, module)
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${getAsset(path, 'utf8')}\n})`, {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  const requireFrom = id => {
    const file = posix.join(posix.dirname(path), id)
    return id.startsWith('.') && contained.has(file) ? load(file) : require(id)
  }
  script.runInThisContext()(module.exports, requireFrom, module, path, posix.dirname(path))
  return module.exports
}

const {main} = load('dist/main.cjs')
main(process.argv.slice(2), {root: '', load: path => load(`dist/commands/${path}.cjs`)})
