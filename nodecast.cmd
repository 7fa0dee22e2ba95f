@rem Starts Nodecast on Windows, from a checkout (which it builds on first use) or from an unpacked release.
@rem Exit codes as of the script nodecast: 0 to 3 from the program itself, 69 where it cannot start.
@rem It does not notice changed sources: run mvnw.cmd package after a change.
@setlocal
@set "HOME_FOLDER=%~dp0"
@if exist "%HOME_FOLDER%pom.xml" (
  set "APP=%HOME_FOLDER%cli\target\nodecast"
  call "%HOME_FOLDER%.mvn\find-jdk.cmd"
) else (
  set "APP=%HOME_FOLDER%."
  call "%HOME_FOLDER%lib\find-jdk.cmd"
)
@if not defined NODECAST_JDK (
  echo nodecast: %NODECAST_NO_JDK% 1>&2
  exit /b 69
)
@if not exist "%APP%\lib" (
  echo nodecast: first use: building ^(about a minute; the first time ever it also downloads libraries^) 1>&2
  call "%HOME_FOLDER%mvnw.cmd" -f "%HOME_FOLDER%pom.xml" -q -B -ntp -Pquick -Drelease.skip -Dmaven.test.skip -pl cli -am package 1>&2
  if errorlevel 1 exit /b 69
)
@"%NODECAST_JDK%\bin\java.exe" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %NODECAST_JAVA_OPTS% -cp "%APP%\lib\*" dev.nodecast.cli.Nodecast %*
@exit /b %ERRORLEVEL%
