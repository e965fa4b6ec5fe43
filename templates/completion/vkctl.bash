# Completion of vkctl for bash 3.2 and newer. vkctl splits the line and quotes the values.

_vkctl() {
  local line file
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      $'\tfiles @')
        # bash itself knows no files after an @.
        while IFS= read -r file; do
          [ -d "$file" ] && file=$file/
          COMPREPLY+=("@$(printf %q "$file")")
        done < <(compgen -f -- "${2#@}")
        type compopt >/dev/null 2>&1 && compopt -o nospace
        ;;
      $'\tfiles'*) type compopt >/dev/null 2>&1 && compopt -o default ;;
      $'\tcommand '*)
        # bash-completion brings this function; without it, bash completes names of files.
        if type _command_offset >/dev/null 2>&1; then
          _command_offset "${line#?command }"
        elif [ "${COMP_CWORD}" -eq "${line#?command }" ]; then
          while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -c -- "$2")
        else
          type compopt >/dev/null 2>&1 && compopt -o default
        fi
        ;;
      *=)
        COMPREPLY+=("$line")
        type compopt >/dev/null 2>&1 && compopt -o nospace
        ;;
      *) COMPREPLY+=("$line") ;;
    esac
  done < <(vkctl __complete bash "${COMP_LINE:0:COMP_POINT}" "${COMP_LINE:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
}

# Without compopt (bash 3.2, as on macOS), bash completes names of files wherever vkctl has no answer.
if type compopt >/dev/null 2>&1; then
  complete -F _vkctl vkctl
else
  complete -o default -F _vkctl vkctl
fi
