#compdef vkctl

_vkctl() {
  local line value
  local -a given candidates endings
  given=("${(@Q)words[2,-1]}")
  given[CURRENT-1]=${(Q)PREFIX}
  for line in "${(@f)$(vkctl __complete $((CURRENT - 2)) "${given[@]}" 2>/dev/null)}"; do
    case $line in
      ($'\tfiles'*)
        value=${line#?files}
        value=${value# }
        compset -p ${#value}
        _files
        return
        ;;
      ($'\tcommand '*)
        value=${line#?command }
        words=("${(@)words[value + 2, -1]}")
        (( CURRENT -= value + 1 ))
        _normal
        return
        ;;
      (?*)
        value=${line%%$'\t'*}
        # The value of a setting follows.
        [[ $value == *= ]] && endings=(-S '')
        candidates+=("${${value//\\/\\\\}//:/\\:}${${line#$value}/$'\t'/:}")
        ;;
    esac
  done
  _describe vkctl candidates "${endings[@]}"
}

if [[ $funcstack[1] == _vkctl ]]; then
  _vkctl "$@"
elif (( $+functions[compdef] )); then
  compdef _vkctl vkctl
else
  # compinit was not run yet. Before each prompt, look whether it was.
  _vkctl_register() {
    (( $+functions[compdef] )) || return 0
    precmd_functions=(${precmd_functions:#_vkctl_register})
    compdef _vkctl vkctl
  }
  precmd_functions+=(_vkctl_register)
fi
