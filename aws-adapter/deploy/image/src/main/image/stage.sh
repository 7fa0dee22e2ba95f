#!/bin/sh
# Lays out what goes into the image, in $STAGE: a folder for each layer.
#
#   system    users, /tmp, and where the base is "scratch" the C library of this machine
#   runtime   a Java runtime with the modules that the controller needs
#   jars      the controller, for the rehearsal (copied there before this runs; the image has the same in the same place)
#   start     the options of its Java machine, and the cache that makes it start faster
#
# Given: JAVA_HOME, MODULES, BASE, OPTIONS (the file), STAGE, CLASSES (the module's, of which there are none), and as the only argument the class path of the rehearsal.
set -eu
umask 022
java=$STAGE/runtime/opt/java

# Jib wants the folder, though there is nothing to put in it.
mkdir -p "$CLASSES"

# --- runtime ---

mkdir -p "$STAGE/runtime/opt"
"$JAVA_HOME/bin/jlink" --add-modules "$MODULES" --strip-java-debug-attributes --no-header-files --no-man-pages --output "$java"

# --- system ---

mkdir -p "$STAGE/system/etc" "$STAGE/system/tmp"
echo 'nodecast:x:65532:65532:nodecast:/tmp:/sbin/nologin' >"$STAGE/system/etc/passwd"
echo 'nodecast:x:65532:' >"$STAGE/system/etc/group"

# What the runtime's programs and libraries are linked with, apart from each other, where the loader looks for it.
c_library() {
  find "$java" -name '*.so' -o -name java -path '*/bin/*' | while read -r file; do ldd "$file"; done |
    sed -n 's/.*=> \(\/[^ ]*\) (.*/\1/p; s/^[[:space:]]*\(\/[^ ]*ld[^ ]*\) (.*/\1/p' | grep -v "^$java" | sort -u
}

if [ "$BASE" = scratch ]; then
  echo 'hosts: files dns' >"$STAGE/system/etc/nsswitch.conf"
  c_library | while read -r library; do
    mkdir -p "$STAGE/system$(dirname "$library")"
    cp -L "$library" "$STAGE/system$library"
    # Loaded by name at run time, by C libraries that are older than 2.34.
    for extra in libnss_files.so.2 libnss_dns.so.2 libresolv.so.2; do
      if [ -f "$(dirname "$library")/$extra" ]; then cp -L "$(dirname "$library")/$extra" "$STAGE/system$(dirname "$library")/"; fi
    done
  done
fi

# --- start ---

# As the image will have it: the cache holds the jars' times, and their order.
find "$STAGE/jars" -exec touch -d @1 {} +
class_path() { # FOLDER
  for jar in "$STAGE"/jars/app/libs/*.jar; do printf '%s%s/%s' "$separator" "$1" "${jar##*/}"; separator=:; done
}
separator=''
staged=$(class_path "$STAGE/jars/app/libs")
mkdir -p "$STAGE/start/app"
cache=$STAGE/start/app/controller.aot
work=$STAGE/rehearsal
"$JAVA_HOME/bin/java" -Xlog:disable -cp "$1" dev.nodecast.aws.testbed.rehearsal.Rehearsal "$work" \
  "$java/bin/java" "@$OPTIONS" -Xlog:disable -XX:AOTMode=record -XX:AOTConfiguration="$work/record" \
  -cp "$staged" dev.nodecast.cli.ControllerProgram
"$java/bin/java" "@$OPTIONS" -Xlog:disable -XX:AOTMode=create -XX:AOTConfiguration="$work/record" -XX:AOTCache="$cache" -cp "$staged"
[ -s "$cache" ] || { echo "stage.sh: no cache was made; the rehearsal's log is in $work" >&2; exit 1; }

separator=''
{
  cat "$OPTIONS"
  echo "# Where the cache does not fit it is not used, and the start takes longer."
  echo "-XX:AOTCache=/app/controller.aot"
  echo "-XX:+ExitOnOutOfMemoryError"
  echo "-Xlog:disable"
  echo "-Xlog:all=warning,aot*=off,cds*=off:stderr"
  echo "-cp"
  class_path /app/libs
  echo
} >"$STAGE/start/app/java.options"
