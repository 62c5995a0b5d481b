#!/bin/sh
# Adds Fashion GUI to the menu and to “Open with” of this user's desktop; with --remove takes it out again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
entry="${XDG_DATA_HOME:-$HOME/.local/share}/applications/fashion-gui.desktop"
if [ "${1:-}" = "--remove" ]; then
    rm -f "$entry"
    echo "Fashion GUI is no longer in the menu."
    exit 0
fi
mkdir -p "$(dirname "$entry")"
# In a quoted Exec argument these four are special, and in a string the backslash once more; % is a field code.
program=$(printf '%s' "$here/fashion-gui" | sed -e 's/\\/\\\\\\\\/g' -e 's/["`$]/\\\\&/g' -e 's/%/%%/g')
icon=$(printf '%s' "$here/fashion-gui.png" | sed -e 's/\\/\\\\/g')
while IFS= read -r line; do
    case $line in
        Exec=*) printf 'Exec="%s" %%F\n' "$program" ;;
        Icon=*) printf 'Icon=%s\n' "$icon" ;;
        *) printf '%s\n' "$line" ;;
    esac
done < "$here/fashion-gui.desktop" > "$entry"
echo "Fashion GUI is in the menu now. If you move this folder, run this again."
