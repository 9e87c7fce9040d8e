namespace IpBlock.Service.Hosting;

/// <summary>A connection as the one who gives out the places sees it.</summary>
internal interface IPlacedConnection
{
    /// <summary>Closes the socket at once.</summary>
    void Close(string why);

    /// <summary>Nothing more is to be heard: what has come is answered, and then the connection ends.</summary>
    void HearNoMore();
}
