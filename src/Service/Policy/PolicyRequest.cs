using System;

namespace IpBlock.Service.Policy;

/// <summary>What the service needs of a request: pieces of the buffer it came in, good as long as that is. An attribute that did not come is empty.</summary>
internal ref struct PolicyRequest
{
    public ReadOnlySpan<byte> Type;
    public ReadOnlySpan<byte> State;
    public ReadOnlySpan<byte> ClientAddress;
    public ReadOnlySpan<byte> ClientName;
    public ReadOnlySpan<byte> ClientPort;
    public ReadOnlySpan<byte> ServerAddress;
    public ReadOnlySpan<byte> ServerPort;
    public ReadOnlySpan<byte> Helo;
    public ReadOnlySpan<byte> Sender;
    public ReadOnlySpan<byte> Recipient;
    public ReadOnlySpan<byte> Instance;
    public ReadOnlySpan<byte> SaslMethod;
    public ReadOnlySpan<byte> SaslUserName;

    public readonly bool IsAuthenticated => SaslUserName.Length > 0 || SaslMethod.Length > 0;

    /// <summary>Takes an attribute. Of a name that comes twice the last value counts; names not known here are for others.</summary>
    public void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name.Length)
        {
            case 6 when name.SequenceEqual("sender"u8):
                Sender = value;
                break;
            case 7 when name.SequenceEqual("request"u8):
                Type = value;
                break;
            case 8 when name.SequenceEqual("instance"u8):
                Instance = value;
                break;
            case 9 when name.SequenceEqual("recipient"u8):
                Recipient = value;
                break;
            case 9 when name.SequenceEqual("helo_name"u8):
                Helo = value;
                break;
            case 11:
                TakeEleven(name, value);
                break;
            case 13 when name.SequenceEqual("sasl_username"u8):
                SaslUserName = value;
                break;
            case 14:
                TakeFourteen(name, value);
                break;
        }
    }

    private void TakeEleven(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("sasl_method"u8))
            SaslMethod = value;
        else if (name.SequenceEqual("client_name"u8))
            ClientName = value;
        else if (name.SequenceEqual("client_port"u8))
            ClientPort = value;
        else if (name.SequenceEqual("server_port"u8))
            ServerPort = value;
    }

    private void TakeFourteen(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("client_address"u8))
            ClientAddress = value;
        else if (name.SequenceEqual("protocol_state"u8))
            State = value;
        else if (name.SequenceEqual("server_address"u8))
            ServerAddress = value;
    }
}
