-- Fails if nobody can tell yet whether a number that is neither in the line nor decided was decided before the line was
-- opened; soon it can be told.
local function notYetKnown(number)
  if tonumber(number) < @EPOCH@ * 1099511627776 and redis.call('HEXISTS', KEYS[5], '@UNRESTORED@') == 1 then
    return redis.error_reply('@CLOSED@ earlier decisions are being restored')
  end
end
