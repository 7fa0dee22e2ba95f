@rem Sets NODECAST_JDK to a JDK 25 or newer, as find-jdk.sh does elsewhere; leaves it undefined where there is none.
@rem Called by mvnw.cmd and nodecast.cmd, which also use NODECAST_NO_JDK, the line that then helps.
@set "NODECAST_JDK="
@set "NODECAST_NO_JDK=needs a JDK 25 or newer. Get one: winget install EclipseAdoptium.Temurin.25.JDK; then try again, or set JAVA_HOME to it."
@if defined JAVA_HOME call :consider "%JAVA_HOME%"
@for /f "delims=" %%J in ('where java 2^>nul') do @call :consider "%%~dpJ.."
@for %%V in (Java "Eclipse Adoptium" Microsoft "Amazon Corretto" Zulu BellSoft Semeru) do @call :folder "%ProgramFiles%\%%~V"
@for %%V in (Java "Eclipse Adoptium" Microsoft "Amazon Corretto" Zulu BellSoft Semeru) do @call :folder "%LOCALAPPDATA%\Programs\%%~V"
@call :folder "%USERPROFILE%\.jdks"
@call :folder "%USERPROFILE%\.gradle\jdks"
@for /d %%H in ("%USERPROFILE%\scoop\apps\*") do @call :consider "%%~H\current"
@exit /b 0

:folder
@for /d %%H in ("%~1\*") do @call :consider "%%~H"
@exit /b 0

:consider
@if defined NODECAST_JDK exit /b 0
@if not exist "%~1\bin\java.exe" exit /b 0
@if not exist "%~1\release" exit /b 0
@for /f "tokens=2 delims==" %%R in ('findstr /b "JAVA_VERSION=" "%~1\release"') do @call :version "%%~R" "%~f1"
@exit /b 0

:version
@for /f "tokens=1 delims=.-+" %%M in ("%~1") do @if %%M GEQ 25 set "NODECAST_JDK=%~2"
@exit /b 0
