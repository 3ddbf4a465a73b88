"""Who assists: agencies, universities, schools, companies, zakat bodies, with mandate, capacity and place."""
