"""Bookings on screens: the calendar and what is beside it, and the forms of services and hours."""
