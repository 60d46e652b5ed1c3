# shellcheck shell=bash
# Starts and stops a real Redis of our own, on a free loopback port, with nothing kept.

# Sets TEST_REDIS_URL and TEST_REDIS_SERVER for the tests that want one, or that start their own.
start_redis() {
    local port
    port=$(node end2end/stack/port.mjs)
    redis_folder=$(mktemp -d)
    TEST_REDIS_SERVER=$(command -v redis-server)
    "$TEST_REDIS_SERVER" --port "$port" --bind 127.0.0.1 --dir "$redis_folder" --save '' --appendonly no \
        >"$redis_folder/log" 2>&1 &
    redis_pid=$!
    local attempt
    for ((attempt = 0; attempt < 100; attempt++)); do
        if [[ $(redis-cli -p "$port" ping 2>/dev/null || true) == PONG ]]; then
            export TEST_REDIS_URL="redis://127.0.0.1:$port/" TEST_REDIS_SERVER
            return
        fi
        sleep 0.05
    done
    cat "$redis_folder/log" >&2
    fail "redis-server did not start"
}

stop_redis() {
    [[ -n ${redis_pid:-} ]] || return 0
    kill "$redis_pid" 2>/dev/null || true
    wait "$redis_pid" 2>/dev/null || true
    rm -rf "$redis_folder"
    redis_pid=
}
