# Finds a JDK 25 or newer. Sourced by ./mvnw and ./nodecast, POSIX sh; no JVM is started for the usual cases.
#
# find_jdk jdk|jre   sets found_java_home ("jdk": with a compiler). Returns 1 where there is none.
#     Looks at JAVA_HOME, then the java on PATH, then the usual folders of each system, where the version nearest
#     to the one Nodecast is tested with is taken.
# explain_jdk NAME   prints one line on how to get one here.
#
# NODECAST_JDK_ROOTS replaces the usual folders: a list, separated by colons, of folders that hold JDKs.

oldest_java=25
exit_no_java=69 # EX_UNAVAILABLE of sysexits.h: apart from the exit codes 0 to 3 of nodecast itself

find_jdk() {
  jdk_kind=$1 found_java_home='' found_major='' refused_java=''
  if [ -n "${JAVA_HOME-}" ]; then consider_jdk "$(unix_path "$JAVA_HOME")"; fi
  if [ -z "$found_java_home" ]; then java_on_path=$(command -v java || :); consider_java "$java_on_path"; fi
  if [ -z "$found_java_home" ]; then consider_usual_folders; fi
  if [ -z "$found_java_home" ]; then ask_java "$java_on_path"; fi
  if [ -z "$found_java_home" ] && [ -z "${NODECAST_JDK_ROOTS-}" ] && [ -x /usr/libexec/java_home ]; then
    consider_jdk "$(/usr/libexec/java_home -v "$oldest_java+" 2>/dev/null || :)"
  fi
  [ -n "$found_java_home" ]
}

explain_jdk() {
  printf '%s: needs a JDK %s or newer%s. Get one: %s; then try again, or set JAVA_HOME to it.\n' \
    "$1" "$oldest_java" "${refused_java:+ and found only $refused_java}" "$(how_to_get_a_jdk)" >&2
}

how_to_get_a_jdk() {
  case "$(uname -s)" in
    Darwin) echo "brew install openjdk@$oldest_java, or the installer from https://adoptium.net" ;;
    MINGW* | MSYS* | CYGWIN*) echo "winget install EclipseAdoptium.Temurin.$oldest_java.JDK" ;;
    *)
      if command -v apt-get >/dev/null; then
        echo "sudo apt install openjdk-$oldest_java-jdk, or where that is unknown https://adoptium.net/installation/linux"
      elif command -v dnf >/dev/null; then
        echo "sudo dnf install java-$oldest_java-openjdk-devel"
      elif command -v pacman >/dev/null; then
        echo "sudo pacman -S jdk$oldest_java-openjdk"
      elif command -v apk >/dev/null; then
        echo "sudo apk add openjdk$oldest_java"
      elif command -v zypper >/dev/null; then
        echo "sudo zypper install java-$oldest_java-openjdk-devel"
      else
        echo "https://adoptium.net/installation"
      fi
      ;;
  esac
}

# Takes the folder if it is new enough, and nearer to oldest_java than what was found before.
consider_jdk() {
  [ -x "$1/bin/java" ] || [ -x "$1/bin/java.exe" ] || return 0
  read_major "$1/release"
  [ -n "$major" ] || return 0
  if [ "$major" -lt "$oldest_java" ]; then
    case ", $refused_java," in *", Java $major "*) ;; *) refused_java="${refused_java:+$refused_java, }Java $major ($1)" ;; esac
  elif [ "$jdk_kind" = jdk ] && [ ! -x "$1/bin/javac" ] && [ ! -x "$1/bin/javac.exe" ]; then
    refused_java="${refused_java:+$refused_java, }Java $major without a compiler ($1)"
  elif [ -z "$found_major" ] || [ "$major" -lt "$found_major" ]; then
    found_major=$major found_java_home=$1
  fi
}

# Every JDK has a file `release` with a line like JAVA_VERSION="25.0.1" or "26-ea".
read_major() {
  major=''
  [ -r "$1" ] || return 0
  while IFS='=' read -r release_key release_value; do
    [ "$release_key" = JAVA_VERSION ] || continue
    release_value=${release_value#\"}
    major=${release_value%%[!0-9]*}
  done <"$1"
}

# The java command itself: through its links to the folder that holds it.
consider_java() {
  linked_java=$1
  [ -n "$linked_java" ] || return 0
  while [ -L "$linked_java" ]; do
    link_target=$(readlink "$linked_java")
    case "$link_target" in
      /*) linked_java=$link_target ;;
      *) linked_java=${linked_java%/*}/$link_target ;;
    esac
  done
  consider_jdk "${linked_java%/bin/*}"
}

# A java command that is a script of a version manager: only it knows where its JDK lies.
ask_java() {
  [ -n "$1" ] || return 0
  consider_jdk "$("$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p' || :)"
}

consider_usual_folders() {
  jdk_folders=${NODECAST_JDK_ROOTS-}
  [ -n "$jdk_folders" ] || jdk_folders=$(usual_jdk_folders)
  old_ifs=$IFS
  case $- in *f*) globbing_was=-f ;; *) globbing_was=+f ;; esac
  set -f
  IFS=:
  for jdk_folder in $jdk_folders; do
    IFS=$old_ifs
    set +f
    consider_jdk "$jdk_folder"
    for jdk_home in "$jdk_folder"/*; do
      consider_jdk "$jdk_home"
      consider_jdk "$jdk_home/Contents/Home"                     # macOS bundles
      consider_jdk "$jdk_home/libexec/openjdk.jdk/Contents/Home" # Homebrew on macOS
      consider_jdk "$jdk_home/libexec"                           # Homebrew on Linux
      consider_jdk "$jdk_home/current"                           # Scoop on Windows
    done
  done
  IFS=$old_ifs
  set "$globbing_was"
}

usual_jdk_folders() {
  printf %s "/usr/lib/jvm:/usr/lib64/jvm:/usr/java:/usr/local/java:/usr/local/lib/jvm:/usr/local:/opt:/opt/java:/opt/jdk"
  printf %s ":/opt/homebrew/opt:/usr/local/opt:/home/linuxbrew/.linuxbrew/opt:/Library/Java/JavaVirtualMachines"
  if [ -n "${HOME-}" ]; then
    printf ':%s' "$HOME/.sdkman/candidates/java" "$HOME/.jdks" "$HOME/.asdf/installs/java" "$HOME/.jabba/jdk" \
      "$HOME/.local/share/mise/installs/java" "$HOME/.gradle/jdks" "$HOME/Library/Java/JavaVirtualMachines" \
      "$HOME/scoop/apps"
  fi
  case "$(uname -s)" in
    MINGW* | MSYS* | CYGWIN*)
      program_files=$(unix_path "${PROGRAMFILES-C:\\Program Files}")
      local_programs=$(unix_path "${LOCALAPPDATA-C:\\}")/Programs
      for vendor in Java "Eclipse Adoptium" Microsoft "Amazon Corretto" Zulu BellSoft Semeru; do
        printf ':%s' "$program_files/$vendor" "$local_programs/$vendor"
      done
      ;;
  esac
}

# Windows' own paths, as Git Bash and Cygwin write them.
unix_path() {
  case "$1" in
    [A-Za-z]:*) cygpath --unix "$1" 2>/dev/null || printf '%s\n' "$1" ;;
    *) printf '%s\n' "$1" ;;
  esac
}
