@rem The work without a window; iplos --help tells what it does.
@"%~dp0..\python\python.exe" -B "%~dp0..\start\iplos.py" %*
