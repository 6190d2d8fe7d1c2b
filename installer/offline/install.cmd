@rem Installs IPLOS Desktop from the wheels beside this file, without a network: install.cmd [FOLDER]
@rem Installerer IPLOS Desktop fra hjulene ved siden av, uten nett: install.cmd [MAPPE]
@setlocal
@set "there=%~1"
@if "%there%"=="" set "there=%LOCALAPPDATA%\Programs\IPLOS Desktop"
@for %%v in (3.13 3.12 3.11) do @py -%%v -c "" >nul 2>nul && set "python=py -%%v" && goto found
@echo Fant ikke Python 3.11, 3.12 eller 3.13. Installer en av dem, og kjor pa nytt. 1>&2
@exit /b 1
:found
@if exist "%there%\Scripts\iplos-desktop.exe" goto free
@dir /b /a "%there%" 2>nul | findstr "^" >nul && (
    echo I mappa %there% ligger det noe annet enn dette programmet. Velg en tom mappe. 1>&2
    exit /b 1
)
:free
@%python% -m venv --clear "%there%" || exit /b 1
@"%there%\Scripts\python.exe" -m pip --isolated install --quiet --disable-pip-version-check --no-index --find-links "%~dp0wheels" --require-hashes -r "%~dp0requirements.txt" || exit /b 1
@echo Ferdig. Vinduet: "%there%\Scripts\iplos-desktop.exe"  Kommandolinjen: "%there%\Scripts\iplos.exe"
