-- Looks at the head of a section's line without changing it.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter, decisions
-- ARGV: how many at most
-- Returns {number, request, number, request, ...} in number order.
@OPEN@
local numbers = redis.call('ZRANGE', KEYS[1], 0, ARGV[1] - 1)
if #numbers == 0 then
  return {}
end
local requests = redis.call('HMGET', KEYS[2], unpack(numbers))
local answer = {}
for i = 1, #numbers do
  answer[2 * i - 1] = numbers[i]
  answer[2 * i] = requests[i]
end
return answer
