@rem The window, from a command line: what it says is seen there, and its exit code.
@"%~dp0..\python\python.exe" -B "%~dp0..\start\iplos-desktop.py" %*
