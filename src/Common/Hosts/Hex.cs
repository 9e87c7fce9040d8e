namespace IpBlock.Hosts;

/// <summary>Hexadecimal digits.</summary>
internal static class Hex
{
    /// <summary>0 to 15, in either case; more for what is no digit.</summary>
    public static uint Value(char c) => c is >= '0' and <= '9' ? (uint)(c - '0') : (uint)((c | 0x20) - 'a') is < 6 and var letter ? letter + 10 : uint.MaxValue;
}
