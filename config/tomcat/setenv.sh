# Tomcat's bin/setenv.sh for Pollux: memory, and the settings of a file such as config/.env.example.
CATALINA_OPTS="$CATALINA_OPTS -Xmx512m -XX:+ExitOnOutOfMemoryError"

# Read line by line, not sourced: a shell would eat the quotes of ["key","key"].
POLLUX_ENV=${POLLUX_ENV:-$CATALINA_BASE/conf/pollux.env}
if [ -r "$POLLUX_ENV" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
            [A-Z]*=*) export "${line?}" ;;
        esac
    done < "$POLLUX_ENV"
fi
